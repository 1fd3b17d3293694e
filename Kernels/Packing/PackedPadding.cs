using System.Runtime.CompilerServices;

namespace Tapestry.Kernels.Packing;

/// <summary>The unused bits of a packed vector's last byte.</summary>
public static class PackedPadding
{
    /// <summary>Refuses a vector whose padding is not zero.</summary>
    /// <param name="packed">The vector, as many bytes as its fields need.</param>
    /// <param name="count">Its fields.</param>
    /// <param name="bits">Bits of a field, 1 to 32.</param>
    /// <param name="buffer">Its name, for the message.</param>
    /// <exception cref="PackedPaddingException">A padding bit is set.</exception>
    public static void ThrowUnlessZero(
        ReadOnlySpan<byte> packed, int count, int bits, [CallerArgumentExpression(nameof(packed))] string buffer = "")
    {
        var used = (int)((long)count * bits % 8);
        if (used != 0 && packed[^1] >> used != 0)
        {
            throw new PackedPaddingException(buffer, packed[^1], 8 - used);
        }
    }
}
