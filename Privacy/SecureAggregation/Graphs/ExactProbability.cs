using System.Numerics;

namespace Tapestry.Privacy.SecureAggregation.Graphs;

/// <summary>A bound on a probability as an exact quotient.</summary>
internal readonly record struct ExactProbability(BigInteger Numerator, BigInteger Denominator)
{
    public static ExactProbability Zero => new(BigInteger.Zero, BigInteger.One);

    /// <summary>True when it is at most 2 to the minus <paramref name="bits"/>.</summary>
    public bool IsAtMost(int bits) => Numerator << bits <= Denominator;

    /// <summary>The most bits for which <see cref="IsAtMost"/> holds, or <paramref name="most"/>.</summary>
    public int Bits(int most)
    {
        if (Numerator.IsZero)
        {
            return most;
        }

        var bits = (int)(Denominator.GetBitLength() - Numerator.GetBitLength()) + 1;
        while (!IsAtMost(bits))
        {
            bits--;
        }

        return Math.Min(bits, most);
    }

    public static ExactProbability operator +(ExactProbability left, ExactProbability right) => new(
        (left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    public static ExactProbability operator *(ExactProbability probability, long times) =>
        probability with { Numerator = probability.Numerator * times };
}
