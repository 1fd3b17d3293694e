using Tapestry.Privacy.Mechanisms;

namespace Tapestry.Privacy.Tests.Support;

/// <summary>The releases of the vector <c>heterogeneous</c>.</summary>
internal static class Mixture
{
    public static IReadOnlyList<Release> Releases { get; } =
    [
        new(Sampled.Gaussian(1, 0.01), 1000),
        new(Sampled.Gaussian(3, 0.05), 500),
        new(new GaussianMechanism(20), 10),
        new(new LaplaceMechanism(5)),
    ];
}
