namespace Tapestry.Actors.Hosting;

/// <summary>Waits of pumps and workers.</summary>
internal static class Waiting
{
    /// <summary>Until the signal, the time or the longest wait, whichever is first.</summary>
    public static async Task UntilAsync(
        TimeProvider time, Task signal, DateTimeOffset? at, TimeSpan longest, CancellationToken cancellationToken)
    {
        var delay = at is { } due && due - time.GetUtcNow() < longest ? due - time.GetUtcNow() : longest;
        if (delay <= TimeSpan.Zero)
        {
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // Timers count whole milliseconds; rounding up never wakes before the time.
        var timer = Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(delay.TotalMilliseconds)), time, ended.Token);
        await Task.WhenAny(signal, timer).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
