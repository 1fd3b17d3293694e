using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Codecs;

/// <summary>Bit arithmetic of bfloat16 on checked input: integers only, so equal at any register width.</summary>
internal static class Bf16Rounding
{
    private const ushort ExponentMask = 0x7F80;

    [MethodImpl(HotLoop.Compiled)]
    public static void Encode(ReadOnlySpan<uint> bits, Span<byte> payload)
    {
        var index = 0;
        if (BitConverter.IsLittleEndian)
        {
            ref var source = ref MemoryMarshal.GetReference(bits);
            ref var destination = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<byte, ushort>(payload));
            for (; bits.Length - index >= Vector512<ushort>.Count; index += Vector512<ushort>.Count)
            {
                var lower = Round(Vector512.LoadUnsafe(ref source, (nuint)index));
                var upper = Round(Vector512.LoadUnsafe(ref source, (nuint)(index + Vector512<uint>.Count)));
                Vector512.Narrow(lower, upper).StoreUnsafe(ref destination, (nuint)index);
            }
        }

        for (; index < bits.Length; index++)
        {
            var rounded = (bits[index] + 0x7FFF + ((bits[index] >> 16) & 1)) >> 16;
            BinaryPrimitives.WriteUInt16LittleEndian(payload[(index * sizeof(ushort))..], (ushort)rounded);
        }
    }

    [MethodImpl(HotLoop.Compiled)]
    public static void Decode(ReadOnlySpan<byte> payload, Span<uint> bits)
    {
        var index = 0;
        if (BitConverter.IsLittleEndian)
        {
            ref var source = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<byte, ushort>(payload));
            ref var destination = ref MemoryMarshal.GetReference(bits);
            for (; bits.Length - index >= Vector512<ushort>.Count; index += Vector512<ushort>.Count)
            {
                var (lower, upper) = Vector512.Widen(Vector512.LoadUnsafe(ref source, (nuint)index));
                (lower << 16).StoreUnsafe(ref destination, (nuint)index);
                (upper << 16).StoreUnsafe(ref destination, (nuint)(index + Vector512<uint>.Count));
            }
        }

        for (; index < bits.Length; index++)
        {
            bits[index] = (uint)ReadBits(payload, index) << 16;
        }
    }

    /// <summary>Writes values minus decoded payload; the difference may replace the values.</summary>
    [MethodImpl(HotLoop.Compiled)]
    public static void Subtract(ReadOnlySpan<float> values, ReadOnlySpan<byte> payload, Span<float> difference)
    {
        var index = 0;
        if (BitConverter.IsLittleEndian)
        {
            ref var source = ref MemoryMarshal.GetReference(values);
            ref var decoded = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<byte, ushort>(payload));
            ref var destination = ref MemoryMarshal.GetReference(difference);
            for (; values.Length - index >= Vector512<float>.Count; index += Vector512<float>.Count)
            {
                var (lower, upper) = Vector256.Widen(Vector256.LoadUnsafe(ref decoded, (nuint)index));
                var wide = (Vector512.Create(lower, upper) << 16).AsSingle();
                (Vector512.LoadUnsafe(ref source, (nuint)index) - wide).StoreUnsafe(ref destination, (nuint)index);
            }
        }

        for (; index < values.Length; index++)
        {
            difference[index] = values[index] - Read(payload, index);
        }
    }

    [MethodImpl(HotLoop.Compiled)]
    public static int FirstNonFiniteIndex(ReadOnlySpan<byte> payload)
    {
        var index = 0;
        if (BitConverter.IsLittleEndian)
        {
            ref var source = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<byte, ushort>(payload));
            var mask = Vector512.Create(ExponentMask);
            for (; (payload.Length / sizeof(ushort)) - index >= Vector512<ushort>.Count; index += Vector512<ushort>.Count)
            {
                if (Vector512.EqualsAny(Vector512.LoadUnsafe(ref source, (nuint)index) & mask, mask))
                {
                    break;
                }
            }
        }

        for (; index < payload.Length / sizeof(ushort); index++)
        {
            if ((ReadBits(payload, index) & ExponentMask) == ExponentMask)
            {
                return index;
            }
        }

        return -1;
    }

    public static float Read(ReadOnlySpan<byte> payload, int index) =>
        BitConverter.UInt32BitsToSingle((uint)ReadBits(payload, index) << 16);

    private static ushort ReadBits(ReadOnlySpan<byte> payload, int index) =>
        BinaryPrimitives.ReadUInt16LittleEndian(payload[(index * sizeof(ushort))..]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Round(Vector512<uint> bits) =>
        (bits + Vector512.Create(0x7FFFu) + ((bits >> 16) & Vector512<uint>.One)) >> 16;
}
