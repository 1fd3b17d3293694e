using Tapestry.Grains.Interfaces.Ledger;

namespace Tapestry.Grains.Tests.Fixtures;

/// <summary>Costs that a test adds up in its head: a release costs one over its noise.</summary>
internal sealed class LinearComposition : IReleaseComposition
{
    /// <summary>What a release without noise costs.</summary>
    public double NoiseFree { get; init; } = double.PositiveInfinity;

    public static LedgerRelease Costing(double epsilon) =>
        new(new DistributedDiscreteGaussianRelease(1 / epsilon, Sites: 2, Dimension: 201, L2Sensitivity: 3, L1Sensitivity: 9));

    public double Epsilon(IReadOnlyList<LedgerRelease> releases, double delta) => releases.Sum(release => release.Mechanism switch
    {
        DistributedDiscreteGaussianRelease sum => release.Count / sum.LocalDeviation,
        _ => release.Count * NoiseFree,
    });
}
