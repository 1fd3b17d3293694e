using System.Text.Json.Serialization;

namespace Tapestry.Benchmarks.Reporting;

/// <summary>One measured figure and what it is compared with in the same run on the same machine.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The figure, in <paramref name="Unit"/>; null when it could not be measured.</param>
/// <param name="Unit">Unit of <paramref name="Value"/>, such as <c>tokens/s</c>.</param>
/// <param name="Ratio">Value over the compared figure; null when nothing was compared or the peer is absent.</param>
/// <param name="Against">What the ratio compares with; <c>absent: …</c> when that peer is not installed.</param>
/// <param name="Goal">The ratio asked for; null when the row carries no goal.</param>
public sealed record BenchmarkRow(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("value")] double? Value,
    [property: JsonPropertyName("unit")] string Unit,
    [property: JsonPropertyName("ratio")] double? Ratio = null,
    [property: JsonPropertyName("against")] string? Against = null,
    [property: JsonPropertyName("goal")] double? Goal = null);
