using MathNet.Numerics;

namespace Tapestry.Privacy.Numerics;

/// <summary>Tail of the standard normal distribution, with full relative accuracy however far out.</summary>
internal static class NormalDistribution
{
    // Below, the library's complementary error function keeps its relative accuracy; above, it nears the smallest double.
    private const double SeriesFrom = 30;

    /// <summary><c>log P[X > x]</c>.</summary>
    public static double LogTail(double x) => x < SeriesFrom
        ? Math.Log(0.5 * SpecialFunctions.Erfc(x / Constants.Sqrt2))
        : (-x * x / 2) - Math.Log(x * Constants.Sqrt2Pi) + LogSpace.Log1P(AsymptoticCorrection(x));

    /// <summary><c>P[X > x]</c>.</summary>
    public static double Tail(double x) => Math.Exp(LogTail(x));

    // Abramowitz and Stegun 26.2.12: 1 - 1/x^2 + 3/x^4 - 15/x^6 + ...
    private static double AsymptoticCorrection(double x)
    {
        var inverseSquare = 1 / (x * x);
        return -inverseSquare * (1 - (3 * inverseSquare * (1 - (5 * inverseSquare * (1 - (7 * inverseSquare))))));
    }
}
