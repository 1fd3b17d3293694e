using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Packing;

/// <summary>Packing through a 64-bit window, 32 bits in or out at a time: any machine, and every tail.</summary>
internal static class ScalarPacking
{
    [MethodImpl(HotLoop.Compiled)]
    public static void Pack(ReadOnlySpan<int> values, int bits, Span<byte> packed)
    {
        var mask = BitWidth.Mask(bits);
        ulong window = 0;
        var filled = 0;
        var offset = 0;
        foreach (var value in values)
        {
            window |= (ulong)((uint)value & mask) << filled;
            filled += bits;
            if (filled >= 32)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(packed[offset..], (uint)window);
                window >>= 32;
                filled -= 32;
                offset += sizeof(uint);
            }
        }

        for (; filled > 0; filled -= 8)
        {
            packed[offset++] = (byte)window;
            window >>= 8;
        }
    }

    [MethodImpl(HotLoop.Compiled)]
    public static void Unpack<TField>(ReadOnlySpan<byte> packed, int bits, Span<int> values)
        where TField : struct, IPackedField
    {
        ulong window = 0;
        var filled = 0;
        var offset = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (filled < bits)
            {
                window |= (ulong)ReadWord(packed[offset..]) << filled;
                filled += 32;
                offset += sizeof(uint);
            }

            values[i] = TField.ShiftDown((int)(uint)window << (BitWidth.Max - bits), BitWidth.Max - bits);
            window >>= bits;
            filled -= bits;
        }
    }

    /// <summary>The next 32 bits, as if zeros followed the end.</summary>
    private static uint ReadWord(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= sizeof(uint))
        {
            return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        }

        uint word = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            word |= (uint)bytes[i] << (8 * i);
        }

        return word;
    }
}
