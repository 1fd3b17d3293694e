namespace Tapestry.Actors.Postgres;

/// <summary>
/// The time of day of the database, which all silos share, on a machine whose own clock may be wrong: leases, reminders and
/// ages that one silo writes mean the same to another. It is read anew as long as a store is open, and advances in between
/// by the machine's timestamps, which nobody sets. Before it was first read it is the machine's own clock.
/// </summary>
/// <param name="own">The machine's clock: timers, timestamps, and the time until the database was asked.</param>
public sealed class PostgresClock(TimeProvider own) : TimeProvider
{
    private volatile Reading? _last;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => own.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => own.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _last is { } last ? last.At(own, own.GetTimestamp()) : own.GetUtcNow();

    /// <inheritdoc/>
    public override long GetTimestamp() => own.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        own.CreateTimer(callback, state, dueTime, period);

    /// <summary>Takes over a time of the database, unless what it has already can be right: a slow answer says little.</summary>
    /// <param name="database">The database's time at some moment between the two timestamps.</param>
    /// <param name="sent">Timestamp from before the question.</param>
    /// <param name="received">Timestamp from after the answer.</param>
    internal void Observe(DateTimeOffset database, long sent, long received)
    {
        var wait = own.GetElapsedTime(sent, received);
        var standing = _last?.At(own, received);
        if (standing is null || standing < database || standing > database + wait)
        {
            _last = new Reading(database + (wait / 2), received);
        }
    }

    private sealed record Reading(DateTimeOffset Time, long Timestamp)
    {
        public DateTimeOffset At(TimeProvider own, long timestamp) => Time + own.GetElapsedTime(Timestamp, timestamp);
    }
}
