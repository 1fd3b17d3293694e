namespace Tapestry.Actors;

/// <summary>Times as every store keeps them: whole microseconds since 1970-01-01T00:00:00Z.</summary>
public static class Microseconds
{
    /// <summary>Microseconds since the epoch, rounded towards the past.</summary>
    public static long FromTime(DateTimeOffset time)
    {
        var (whole, rest) = Math.DivRem(
            time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks, TimeSpan.TicksPerMicrosecond);
        return rest < 0 ? whole - 1 : whole;
    }

    /// <summary>The time, in UTC.</summary>
    public static DateTimeOffset ToTime(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(checked(microseconds * TimeSpan.TicksPerMicrosecond));

    /// <summary>The time without its part below a microsecond, in UTC.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset time) => ToTime(FromTime(time));
}
