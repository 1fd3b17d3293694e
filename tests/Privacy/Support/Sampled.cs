using System.Text.Json;
using Tapestry.Privacy.Mechanisms;
using Tapestry.Privacy.Mechanisms.Sampling;

namespace Tapestry.Privacy.Tests.Support;

/// <summary>Short forms for the mechanisms that the vectors speak of.</summary>
internal static class Sampled
{
    public static Mechanism Gaussian(double noiseMultiplier, double rate) =>
        new PoissonSampledMechanism(new GaussianMechanism(noiseMultiplier), rate);

    /// <summary>The releases of a row of <c>poisson_subsampled_gaussian</c>.</summary>
    public static IReadOnlyList<Release> Releases(JsonElement row) =>
    [
        new(Gaussian(row.Number("noise_multiplier"), row.Number("sampling_rate")), row.GetProperty("steps").GetInt64()),
    ];
}
