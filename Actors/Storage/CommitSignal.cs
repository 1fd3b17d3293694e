namespace Tapestry.Actors.Storage;

/// <summary>
/// A signal without lost wake-ups: take <see cref="Next"/>, read the store, and await the task if there was nothing.
/// </summary>
public sealed class CommitSignal
{
    private TaskCompletionSource? _next;

    /// <summary>Completes at the first <see cref="Raise"/> after this call.</summary>
    public Task Next()
    {
        while (true)
        {
            var current = Volatile.Read(ref _next);
            if (current is not null)
            {
                return current.Task;
            }

            var created = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (Interlocked.CompareExchange(ref _next, created, null) is null)
            {
                return created.Task;
            }
        }
    }

    /// <summary>Wakes everybody who waits; costs next to nothing when nobody does.</summary>
    public void Raise()
    {
        if (Volatile.Read(ref _next) is not null)
        {
            Interlocked.Exchange(ref _next, null)?.TrySetResult();
        }
    }
}
