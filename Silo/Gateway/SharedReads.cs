namespace Tapestry.Silo.Gateway;

/// <summary>
/// Lets those who ask for the same thing at the same time share one read. Nobody gets a read that began before asking, so
/// whoever asks while one is under way shares the next with all who came meanwhile. Safe for concurrent use.
/// </summary>
/// <param name="read">Reads one thing anew.</param>
internal sealed class SharedReads<TKey, TValue>(Func<TKey, Task<TValue>> read)
    where TKey : notnull
{
    private readonly Lock gate = new();

    /// <summary>Things that are being read now, each with the read that comes after.</summary>
    private readonly Dictionary<TKey, TaskCompletionSource<TValue>?> next = [];

    /// <summary>A read that begins now or later. What fails it reaches those who share it; giving up ends no read.</summary>
    public Task<TValue> ReadAsync(TKey key, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (next.TryGetValue(key, out var waiting))
            {
                waiting ??= new TaskCompletionSource<TValue>(TaskCreationOptions.RunContinuationsAsynchronously);
                next[key] = waiting;
                return waiting.Task.WaitAsync(cancellationToken);
            }

            next[key] = null;
        }

        return StartAsync(key).WaitAsync(cancellationToken);
    }

    private async Task<TValue> StartAsync(TKey key)
    {
        try
        {
            return await read(key);
        }
        finally
        {
            TaskCompletionSource<TValue>? waiting;
            lock (gate)
            {
                if (next.Remove(key, out waiting) && waiting is not null)
                {
                    next[key] = null;
                }
            }

            if (waiting is not null)
            {
                _ = PassOnAsync(StartAsync(key), waiting);
            }
        }
    }

    private static async Task PassOnAsync(Task<TValue> reading, TaskCompletionSource<TValue> waiting)
    {
        await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        waiting.SetFromTask(reading);
    }
}
