using System.Numerics;

namespace Tapestry.Kernels.Noise.Tables;

/// <summary>
/// A number with 256 bits after the point, for tables that must be right far beyond what a double holds. Every operation
/// errs by at most 2^-256 (products and quotients) or 2^-230 (functions).
/// </summary>
internal readonly record struct FixedPoint(BigInteger Raw)
{
    public const int FractionBits = 256;

    private const int ReductionBits = 16;

    public static FixedPoint One { get; } = FromInteger(1);

    public static FixedPoint FromInteger(BigInteger value) => new(value << FractionBits);

    /// <summary>Exact: a double of 2^-200 or more has no bit beyond the last.</summary>
    public static FixedPoint FromDouble(double value)
    {
        var exponent = Math.ILogB(value) - 52;
        return new FixedPoint(Shift((BigInteger)Math.ScaleB(value, -exponent), FractionBits + exponent));
    }

    /// <summary><c>e^value</c>, for values from about -170 to 1: its Taylor series at <c>value / 2^16</c>, squared 16 times.</summary>
    public static FixedPoint Exp(FixedPoint value)
    {
        var reduced = new FixedPoint(value.Raw >> ReductionBits);
        var (sum, term) = (One, One);
        for (var n = 1; !term.Raw.IsZero && term.Raw != BigInteger.MinusOne; n++)
        {
            term = new FixedPoint((term * reduced).Raw / n);
            sum += term;
        }

        for (var i = 0; i < ReductionBits; i++)
        {
            sum *= sum;
        }

        return sum;
    }

    /// <summary><c>1 - cos(value)</c>, for values below 1, by its Taylor series.</summary>
    public static FixedPoint OneMinusCos(FixedPoint value)
    {
        var square = value * value;
        var (sum, term) = (default(FixedPoint), One);
        for (var n = 1; !term.Raw.IsZero; n++)
        {
            term = new FixedPoint(-((term * square).Raw / ((2 * n) * ((2 * n) - 1))));
            sum -= term;
        }

        return sum;
    }

    public static FixedPoint operator +(FixedPoint left, FixedPoint right) => new(left.Raw + right.Raw);

    public static FixedPoint operator -(FixedPoint left, FixedPoint right) => new(left.Raw - right.Raw);

    public static FixedPoint operator *(FixedPoint left, FixedPoint right) => new((left.Raw * right.Raw) >> FractionBits);

    public static FixedPoint operator *(FixedPoint left, BigInteger right) => new(left.Raw * right);

    public static FixedPoint operator /(FixedPoint left, FixedPoint right) => new((left.Raw << FractionBits) / right.Raw);

    public static FixedPoint operator /(FixedPoint left, BigInteger right) => new(left.Raw / right);

    public static bool operator <(FixedPoint left, FixedPoint right) => left.Raw < right.Raw;

    public static bool operator >(FixedPoint left, FixedPoint right) => left.Raw > right.Raw;

    private static BigInteger Shift(BigInteger value, int bits) => bits >= 0 ? value << bits : value >> -bits;
}
