using Tapestry.Privacy.Accounting.Errors;
using Tapestry.Privacy.Mechanisms.Pairs;

namespace Tapestry.Privacy.Mechanisms;

/// <summary>
/// Adds discrete normal noise to a whole number: Rényi divergence <c>a D^2 / (2 s^2)</c> (Canonne, Kamath, Steinke 2020,
/// Proposition 5). Its loss distribution is not that of the normal mechanism when s is small.
/// </summary>
/// <param name="StandardDeviation">s, the parameter of the noise, above 0.</param>
/// <param name="Sensitivity">D, whole and at least 1.</param>
/// <exception cref="PrivacyParameterException">A parameter is outside its range.</exception>
public sealed record DiscreteGaussianMechanism(double StandardDeviation, long Sensitivity = 1) : Mechanism
{
    /// <summary>The parameter of the noise, above 0.</summary>
    public double StandardDeviation { get; } = PrivacyParameterException.Positive(StandardDeviation, "standard deviation");

    /// <summary>Most that one record changes the number, at least 1.</summary>
    public long Sensitivity { get; } = PrivacyParameterException.Count(Sensitivity, "sensitivity");

    internal override DominatingPair Pair => DiscreteGaussianAtoms.Pair(StandardDeviation, Sensitivity);

    private protected override double Divergence(double order)
    {
        var ratio = Sensitivity / StandardDeviation;
        return order * ratio * ratio / 2;
    }
}
