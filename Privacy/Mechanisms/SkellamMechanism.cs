using Tapestry.Privacy.Accounting.Errors;

namespace Tapestry.Privacy.Mechanisms;

/// <summary>
/// Adds the difference of two Poisson numbers to each coordinate of a vector of whole numbers (Agarwal, Kairouz, Liu 2021,
/// Theorem 3.5). Sums of such noise are again such noise, so that no allowance for a sum over sites is needed.
/// </summary>
/// <param name="Variance">Variance of a coordinate's noise in the sum, above 0.</param>
/// <param name="L2Sensitivity">In whole-number units, above 0.</param>
/// <param name="L1Sensitivity">In whole-number units, above 0.</param>
/// <exception cref="PrivacyParameterException">A parameter is outside its range.</exception>
public sealed record SkellamMechanism(double Variance, double L2Sensitivity = 1, double L1Sensitivity = 1) : Mechanism
{
    /// <summary>Variance of a coordinate's noise in the sum, above 0.</summary>
    public double Variance { get; } = PrivacyParameterException.Positive(Variance, "variance");

    /// <summary>In whole-number units, above 0.</summary>
    public double L2Sensitivity { get; } = PrivacyParameterException.Positive(L2Sensitivity, "L2 sensitivity");

    /// <summary>In whole-number units, above 0.</summary>
    public double L1Sensitivity { get; } = PrivacyParameterException.Positive(L1Sensitivity, "L1 sensitivity");

    // a D2^2 / (2 m) + min(((2a-1) D2^2 + 6 D1) / (4 m^2), 3 D1 / (2 m)); proved for whole orders only.
    private protected override double Divergence(double order)
    {
        if (!double.IsInteger(order))
        {
            return double.PositiveInfinity;
        }

        var squared = L2Sensitivity * L2Sensitivity;
        var second = ((2 * order - 1) * squared + 6 * L1Sensitivity) / (4 * Variance * Variance);
        return order * squared / (2 * Variance) + Math.Min(second, 3 * L1Sensitivity / (2 * Variance));
    }
}
