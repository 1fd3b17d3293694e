using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Packing;

/// <summary>Operations on packed fields, one 64-bit word at a time: any machine, and every tail.</summary>
internal static class ScalarFields
{
    [MethodImpl(HotLoop.Compiled)]
    public static void Apply<TOperation>(
        Span<byte> accumulator, ReadOnlySpan<byte> operand, int bits, FieldsDone done)
        where TOperation : struct, IFieldOperation
    {
        var masks = FieldMasks.Highest(bits);
        var (offset, carry) = (done.Bytes, done.Carry);
        var mask = (int)((uint)(offset / sizeof(ulong)) % (uint)masks.Length);
        for (; offset < accumulator.Length; offset += sizeof(ulong))
        {
            var left = Read(accumulator[offset..]);
            var right = Read(operand[offset..]);
            var (partial, next) = TOperation.Begin(left, right, masks[mask]);
            Write(accumulator[offset..], TOperation.End(partial, left, right, masks[mask], carry ? 1UL : 0));
            carry = next;
            mask = mask + 1 == masks.Length ? 0 : mask + 1;
        }
    }

    private static ulong Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= sizeof(ulong))
        {
            return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        }

        Span<byte> word = stackalloc byte[sizeof(ulong)];
        word.Clear();
        bytes.CopyTo(word);
        return BinaryPrimitives.ReadUInt64LittleEndian(word);
    }

    private static void Write(Span<byte> bytes, ulong value)
    {
        if (bytes.Length >= sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
            return;
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(value >> (8 * i));
        }
    }
}
