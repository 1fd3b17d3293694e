using System.Numerics;

namespace Tapestry.Kernels.Packing;

/// <summary>
/// How large one contribution's integers may be so that a sum mod 2^b is the sum itself:
/// <c>contributions * magnitude &lt; 2^(b-1)</c>.
/// </summary>
public readonly record struct OverflowHeadroom
{
    /// <summary>Splits the bits of a coordinate between payload and sum.</summary>
    /// <param name="bits">Bits a coordinate, 1 to 32.</param>
    /// <param name="contributions">Most contributions that are ever summed, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="OverflowHeadroomException">Not even integers of magnitude 1 could be summed.</exception>
    public OverflowHeadroom(int bits, int contributions)
    {
        BitWidth.ThrowUnlessValid(bits);
        ArgumentOutOfRangeException.ThrowIfLessThan(contributions, 1);
        var largestSum = (1L << (bits - 1)) - 1;
        (Bits, Contributions, MaxMagnitude) = (bits, contributions, (int)(largestSum / contributions));
        if (MaxMagnitude == 0)
        {
            throw new OverflowHeadroomException(bits, contributions);
        }
    }

    /// <summary>Bits a coordinate.</summary>
    public int Bits { get; }

    /// <summary>Most contributions that are ever summed.</summary>
    public int Contributions { get; }

    /// <summary>The largest magnitude that one contribution may have at a coordinate, 1 or more.</summary>
    public int MaxMagnitude { get; }

    /// <summary>
    /// Bits that one contribution may use, sign included, 2 or more: the largest p with <c>2^(p-1) - 1</c> within
    /// <see cref="MaxMagnitude"/>. Never fewer than <c>b - ceil(log2 contributions)</c>.
    /// </summary>
    public int PayloadBits => BitOperations.Log2((uint)MaxMagnitude + 1) + 1;
}
