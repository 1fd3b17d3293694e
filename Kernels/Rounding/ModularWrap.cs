using Tapestry.Kernels.Packing;

namespace Tapestry.Kernels.Rounding;

/// <summary>
/// The representative of an integer in [low, high) modulo high - low: what a sum mod 2^b means once it is centred.
/// Law: wrapping a sum of wrapped integers equals wrapping the sum.
/// </summary>
public static class ModularWrap
{
    /// <summary>Wraps one integer.</summary>
    /// <param name="value">Any integer.</param>
    /// <param name="low">Smallest representative.</param>
    /// <param name="high">One above the largest, above <paramref name="low"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty.</exception>
    public static long Wrap(long value, long low, long high)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(high, low);
        var modulus = (Int128)high - low;
        var offset = ((Int128)value - low) % modulus;
        return (long)(low + (offset < 0 ? offset + modulus : offset));
    }

    /// <summary>Wraps every integer into [-2^(b-1), 2^(b-1)) in place.</summary>
    /// <param name="values">The integers.</param>
    /// <param name="bits">Bits of the modulus, 1 to 32.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is outside its range.</exception>
    public static void ToSigned(Span<int> values, int bits)
    {
        BitWidth.ThrowUnlessValid(bits);
        var unused = BitWidth.Max - bits;
        foreach (ref var value in values)
        {
            value = (value << unused) >> unused;
        }
    }
}
