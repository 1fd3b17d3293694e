using System.Runtime.InteropServices;

namespace Tapestry.Training.Checkpoints;

/// <summary>Float32 to bfloat16 and back.</summary>
internal static class BFloat16Codec
{
    /// <summary>Rounds to nearest, ties to even; NaN stays NaN.</summary>
    internal static void Encode(ReadOnlySpan<float> from, Span<ushort> to)
    {
        var words = MemoryMarshal.Cast<float, uint>(from);
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            to[i] = float.IsNaN(from[i])
                ? (ushort)((word >> 16) | 0x40)
                : (ushort)((word + 0x7fff + ((word >> 16) & 1)) >> 16);
        }
    }

    internal static void Decode(ReadOnlySpan<ushort> from, Span<float> to)
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = BitConverter.UInt32BitsToSingle((uint)from[i] << 16);
        }
    }
}
