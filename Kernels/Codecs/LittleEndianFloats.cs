using System.Runtime.InteropServices;

namespace Tapestry.Kernels.Codecs;

/// <summary>Payload bytes as the fp32 values that they are on a little-endian machine.</summary>
internal static class LittleEndianFloats
{
    /// <exception cref="PlatformNotSupportedException">The machine is big-endian.</exception>
    public static Span<float> View(Span<byte> payload)
    {
        ThrowUnlessLittleEndian();
        return MemoryMarshal.Cast<byte, float>(payload);
    }

    /// <exception cref="PlatformNotSupportedException">The machine is big-endian.</exception>
    public static ReadOnlySpan<float> View(ReadOnlySpan<byte> payload)
    {
        ThrowUnlessLittleEndian();
        return MemoryMarshal.Cast<byte, float>(payload);
    }

    private static void ThrowUnlessLittleEndian()
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("This encoding is for little-endian machines: send bf16 or int4.");
        }
    }
}
