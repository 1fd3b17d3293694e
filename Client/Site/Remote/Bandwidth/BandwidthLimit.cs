namespace Tapestry.Client.Site.Remote.Bandwidth;

/// <summary>
/// Paces bytes so that over any stretch of time no more pass than the rate allows, but for one piece. Both directions share
/// it. Safe for concurrent use.
/// </summary>
/// <param name="bytesPerSecond">The rate, at least 1.</param>
/// <param name="clock">Times waits.</param>
public sealed class BandwidthLimit(long bytesPerSecond, TimeProvider clock)
{
    /// <summary>Bytes that pass at once.</summary>
    public const int PieceBytes = 16 << 10;

    private readonly Lock gate = new();
    private DateTimeOffset free = DateTimeOffset.MinValue;

    /// <summary>Waits until these bytes may pass.</summary>
    public Task TakeAsync(int bytes, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var start = free > now ? free : now;
            free = start + TimeSpan.FromSeconds((double)bytes / bytesPerSecond);
            wait = start - now;
        }

        return wait > TimeSpan.Zero ? Task.Delay(wait, clock, cancellationToken) : Task.CompletedTask;
    }
}
