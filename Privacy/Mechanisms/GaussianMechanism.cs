using Tapestry.Privacy.Accounting.Errors;
using Tapestry.Privacy.Mechanisms.Pairs;

namespace Tapestry.Privacy.Mechanisms;

/// <summary>Adds normal noise to a vector: Rényi divergence <c>a / (2 s^2)</c> (Mironov 2017, Corollary 3).</summary>
/// <param name="NoiseMultiplier">s: standard deviation of the noise over L2 sensitivity, above 0.</param>
/// <exception cref="PrivacyParameterException">The noise multiplier is outside its range.</exception>
public sealed record GaussianMechanism(double NoiseMultiplier) : Mechanism
{
    /// <summary>Standard deviation of the noise over L2 sensitivity, above 0.</summary>
    public double NoiseMultiplier { get; } = PrivacyParameterException.Positive(NoiseMultiplier, "noise multiplier");

    internal override DominatingPair Pair => new([], new GaussianLoss(NoiseMultiplier));

    private protected override double Divergence(double order) => order / (2 * NoiseMultiplier * NoiseMultiplier);
}
