using System.Runtime.CompilerServices;

namespace Tapestry.Kernels.Packing;

/// <summary>The unused bits of the last byte.</summary>
internal static class PackedPadding
{
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
