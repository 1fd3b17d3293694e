namespace Tapestry.Benchmarks.SecureAggregation;

/// <summary>Turns of one measurement, and their median.</summary>
internal static class Measured
{
    public static double MedianMilliseconds(IEnumerable<TimeSpan> turns) => Median(turns.Select(turn => turn.TotalMilliseconds));

    public static double Median(IEnumerable<double> turns)
    {
        var ordered = turns.Order().ToList();
        return ordered[ordered.Count / 2];
    }
}
