using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Errors;

namespace Tapestry.Silo.Gateway;

/// <summary>
/// Lets messages that come for the same grain at the same time share its transactions: while one call is under way the next
/// ones gather. Each message has the outcome that it would have alone. Safe for concurrent use.
/// </summary>
/// <param name="writeAll">Writes messages in their order: all of them, or none when one is refused.</param>
internal sealed class SharedWrites<TKey, TMessage, TOutcome>(
    Func<TKey, IReadOnlyList<TMessage>, Task<IReadOnlyList<TOutcome>>> writeAll)
    where TKey : notnull
{
    /// <summary>Messages of one call: well within the host's limits of one transaction.</summary>
    public const int MostMessages = 256;

    private readonly Lock gate = new();

    /// <summary>What waits for each grain that is being called.</summary>
    private readonly Dictionary<TKey, Queue<Waiting>> queues = [];

    /// <summary>Writes a message, alone or with others.</summary>
    public Task<TOutcome> WriteAsync(TKey key, TMessage message)
    {
        var waiting = new Waiting(message, new TaskCompletionSource<TOutcome>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (gate)
        {
            if (queues.TryGetValue(key, out var queue))
            {
                queue.Enqueue(waiting);
                return waiting.Outcome.Task;
            }

            queues[key] = new Queue<Waiting>();
        }

        _ = WriteInTurnsAsync(key, waiting);
        return waiting.Outcome.Task;
    }

    private async Task WriteInTurnsAsync(TKey key, Waiting first)
    {
        for (Waiting[] turn = [first]; turn.Length > 0; turn = Next(key))
        {
            await WriteTurnAsync(key, turn);
        }
    }

    private Waiting[] Next(TKey key)
    {
        lock (gate)
        {
            var queue = queues[key];
            var turn = new Waiting[Math.Min(queue.Count, MostMessages)];
            for (var index = 0; index < turn.Length; index++)
            {
                turn[index] = queue.Dequeue();
            }

            if (turn.Length == 0)
            {
                queues.Remove(key);
            }

            return turn;
        }
    }

    private async Task WriteTurnAsync(TKey key, Waiting[] turn)
    {
        try
        {
            var outcomes = await writeAll(key, [.. turn.Select(waiting => waiting.Message)]);
            foreach (var (waiting, outcome) in turn.Zip(outcomes))
            {
                waiting.Outcome.SetResult(outcome);
            }
        }
        catch (Exception refused) when (turn.Length > 1 && refused is (TapestryException or LimitExceededException))
        {
            // Nothing was written. Alone, each finds out whether it is the one.
            foreach (var waiting in turn)
            {
                await WriteTurnAsync(key, [waiting]);
            }
        }
#pragma warning disable CA1031 // It is told to those who wait.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Array.ForEach(turn, waiting => waiting.Outcome.TrySetException(fault));
        }
    }

    private sealed record Waiting(TMessage Message, TaskCompletionSource<TOutcome> Outcome);
}
