namespace Tapestry.Benchmarks.SecureAggregation;

/// <summary>Turns of one measurement, and their median.</summary>
internal static class Measured
{
    public static double MedianMilliseconds(IEnumerable<TimeSpan> turns) => Median(turns.Select(turn => turn.TotalMilliseconds));

    public static double MedianMilliseconds(IEnumerable<Effort> turns) => MedianMilliseconds(turns.Select(turn => turn.Wall));

    /// <summary>Median, turn by turn, of one effort's processor time over another's; null when it was too short to measure.</summary>
    public static double? ProcessorRatio(IEnumerable<Effort> left, IEnumerable<Effort> right)
    {
        var ratio = Median(left.Zip(right, (one, other) => one.Processor / other.Processor));
        return double.IsFinite(ratio) && ratio > 0 ? ratio : null;
    }

    public static double Median(IEnumerable<double> turns)
    {
        var ordered = turns.Order().ToList();
        return ordered[ordered.Count / 2];
    }
}
