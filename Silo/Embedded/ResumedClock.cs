namespace Tapestry.Silo.Embedded;

/// <summary>
/// The clock of an embedded region: it stands still while no process runs, so that a deadline never passes between a
/// crash and <c>--resume</c>. It starts at the last moment that the database recorded and advances with the inner clock.
/// </summary>
public sealed class ResumedClock : TimeProvider
{
    private readonly TimeProvider inner;
    private readonly TimeSpan lag;

    /// <summary>Resumes after <paramref name="lastRecorded"/>; null starts at the inner clock's time.</summary>
    public ResumedClock(TimeProvider inner, DateTimeOffset? lastRecorded)
    {
        ArgumentNullException.ThrowIfNull(inner);
        this.inner = inner;
        var now = inner.GetUtcNow();
        lag = lastRecorded is { } last ? now - last : TimeSpan.Zero;
    }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => inner.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() - lag;

    /// <inheritdoc/>
    public override long GetTimestamp() => inner.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);
}
