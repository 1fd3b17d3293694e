namespace Tapestry.Privacy.Numerics;

/// <summary>Sums and differences of numbers that are kept as their natural logarithms.</summary>
internal static class LogSpace
{
    /// <summary><c>log(1 + x)</c>, accurate near 0. The framework's own rounds 1 + x first.</summary>
    public static double Log1P(double x)
    {
        var sum = 1 + x;
        return sum == 1 || double.IsInfinity(sum) ? x : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary><c>exp(x) - 1</c>, accurate near 0 (Kahan). The framework's own subtracts after rounding.</summary>
    public static double ExpM1(double x)
    {
        if (Math.Abs(x) > 0.7)
        {
            return Math.Exp(x) - 1;
        }

        if (Math.Abs(x) < 1e-3)
        {
            return x * (1 + (x / 2 * (1 + (x / 3 * (1 + (x / 4 * (1 + (x / 5))))))));
        }

        var power = Math.Exp(x);
        return power == 1 ? x : (power - 1) * (x / Math.Log(power));
    }

    /// <summary><c>log(exp(a) + exp(b))</c>.</summary>
    public static double Add(double a, double b)
    {
        var (high, low) = a >= b ? (a, b) : (b, a);
        return double.IsNegativeInfinity(low) || double.IsPositiveInfinity(high) ? high : high + Log1P(Math.Exp(low - high));
    }

    /// <summary><c>log(exp(a) - 1)</c> for a of 0 or more.</summary>
    public static double LogExpM1(double a) => a > 40 ? a : Math.Log(ExpM1(a));

    /// <summary><c>log(1 - exp(a))</c> for a of 0 or less.</summary>
    public static double Log1MinusExp(double a) => a > -0.7 ? Math.Log(-ExpM1(a)) : Log1P(-Math.Exp(a));

    /// <summary><c>log(1 + exp(a))</c>.</summary>
    public static double Softplus(double a) => a > 40 ? a + Math.Exp(-a) : Log1P(Math.Exp(a));
}
