using System.Diagnostics.Metrics;
using System.Text.Json;

namespace Tapestry.Silo.Telemetry;

/// <summary>Counts contributions: those taken once each, as committed, and every try that was refused.</summary>
internal static class ContributionMeter
{
    private static readonly Counter<long> Contributions = SiloTelemetry.Meter.CreateCounter<long>(
        "tapestry.contributions", "{contribution}", "Shards of contributions, taken or refused; a refusal has the problem's code.");

    private static readonly Histogram<long> Size = SiloTelemetry.Meter.CreateHistogram(
        "tapestry.contribution.size", "By", "Bytes of a frame that was taken.",
        advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [1 << 10, 1 << 14, 1 << 18, 1 << 20, 1 << 22, 1 << 24, 1 << 26, 1 << 28] });

    /// <summary>A frame counts.</summary>
    /// <param name="payload">JSON of its event.</param>
    public static void Accepted(ReadOnlyMemory<byte> payload)
    {
        Contributions.Add(1, new KeyValuePair<string, object?>(SiloTelemetry.ContributionResult, "accepted"));
        if (Size.Enabled)
        {
            using var read = JsonDocument.Parse(payload);
            Size.Record(read.RootElement.GetProperty("frame").GetProperty("bytes").GetInt64());
        }
    }

    /// <summary>A frame was refused.</summary>
    /// <param name="code">The region's word for the reason.</param>
    public static void Refused(string code) => Contributions.Add(
        1, new(SiloTelemetry.ContributionResult, "refused"), new KeyValuePair<string, object?>(SiloTelemetry.ErrorType, code));
}
