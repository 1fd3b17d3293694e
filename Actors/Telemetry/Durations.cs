using System.Diagnostics.Metrics;

namespace Tapestry.Actors.Telemetry;

/// <summary>Histograms of seconds whose buckets fit what they time.</summary>
public static class Durations
{
    /// <summary>From a millisecond to ten seconds: calls.</summary>
    public static IReadOnlyList<double> OfCalls { get; } = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>From ten milliseconds to a day: jobs, waits and phases of rounds.</summary>
    public static IReadOnlyList<double> OfWork { get; } = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600, 14_400, 86_400];

    /// <summary>Makes a histogram of seconds.</summary>
    public static Histogram<double> CreateDurations(this Meter meter, string name, IReadOnlyList<double> buckets, string description)
    {
        ArgumentNullException.ThrowIfNull(meter);
        return meter.CreateHistogram(
            name, "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = buckets });
    }
}
