using System.Runtime.CompilerServices;

namespace Tapestry.Kernels.Packing;

/// <summary>Bits of one packed coordinate and what follows from them.</summary>
public static class BitWidth
{
    /// <summary>Fewest bits of a coordinate.</summary>
    public const int Min = 1;

    /// <summary>Most bits of a coordinate.</summary>
    public const int Max = 32;

    /// <summary>Returns when the width is one that packing knows.</summary>
    /// <param name="bits">Bits a coordinate.</param>
    /// <param name="parameter">What the error calls it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is outside 1..32; names field, value and limits.</exception>
    public static void ThrowUnlessValid(int bits, [CallerArgumentExpression(nameof(bits))] string parameter = "")
    {
        if (bits is < Min or > Max)
        {
            throw new ArgumentOutOfRangeException(
                parameter, bits, $"A coordinate is packed into {Min} to {Max} bits; choose a width in that range.");
        }
    }

    /// <summary>The lowest <paramref name="bits"/> bits.</summary>
    internal static uint Mask(int bits) => uint.MaxValue >> (Max - bits);
}
