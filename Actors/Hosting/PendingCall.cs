namespace Tapestry.Actors.Hosting;

/// <summary>
/// A joined call that waits for the store. The driver of the calling frame runs it, so that grain code of one
/// transaction never runs on two threads.
/// </summary>
internal sealed class PendingCall(Func<Task<Task>> run)
{
    private readonly TaskCompletionSource<Task> _result = new();

    /// <summary>Completes inline, on the driver's thread.</summary>
    public Task<Task> Result => _result.Task;

    public async Task DriveAsync(GrainThread thread)
    {
        Task? completed = null;
        Exception? failure = null;
        try
        {
            completed = await run().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        var previous = thread.Enter();
        try
        {
            _ = failure is null ? _result.TrySetResult(completed!) : _result.TrySetException(failure);
        }
        finally
        {
            thread.Leave(previous);
        }
    }
}
