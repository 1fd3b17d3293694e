using Tapestry.Privacy.Accounting.Errors;
using Tapestry.Privacy.Mechanisms.Pairs;
using Tapestry.Privacy.Numerics;

namespace Tapestry.Privacy.Mechanisms;

/// <summary>Adds Laplace noise to a number (Mironov 2017, Proposition 6); its loss never exceeds <c>1 / b</c>.</summary>
/// <param name="NoiseMultiplier">b: scale of the noise over L1 sensitivity, above 0.</param>
/// <exception cref="PrivacyParameterException">The noise multiplier is outside its range.</exception>
public sealed record LaplaceMechanism(double NoiseMultiplier) : Mechanism
{
    /// <summary>Scale of the noise over L1 sensitivity, above 0.</summary>
    public double NoiseMultiplier { get; } = PrivacyParameterException.Positive(NoiseMultiplier, "noise multiplier");

    /// <inheritdoc/>
    public override double PureEpsilon => 1 / NoiseMultiplier;

    internal override DominatingPair Pair => new(
        [
            new(Math.Log(0.5), -PureEpsilon),
            new(Math.Log(0.5) - PureEpsilon, PureEpsilon),
        ],
        new LaplaceLoss(NoiseMultiplier));

    // With e = 1/b: e + log(1 + (a-1)(exp((1-2a)e) - 1) / (2a-1)) / (a-1).
    private protected override double Divergence(double order)
    {
        var shortfall = (order - 1) / (2 * order - 1) * LogSpace.ExpM1((1 - 2 * order) * PureEpsilon);
        return Math.Max(0, PureEpsilon + LogSpace.Log1P(shortfall) / (order - 1));
    }
}
