using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Packing;

/// <summary>Operations on packed fields, eight 64-bit words at a time.</summary>
internal static class VectorFields
{
    /// <summary>Does whole blocks of 64 bytes; none where the machine has no 512-bit registers.</summary>
    [MethodImpl(HotLoop.Compiled)]
    public static FieldsDone Apply<TOperation>(Span<byte> accumulator, ReadOnlySpan<byte> operand, int bits)
        where TOperation : struct, IFieldOperation
    {
        if (!Avx512F.IsSupported)
        {
            return default;
        }

        var block = Vector512<byte>.Count;
        ref var left = ref MemoryMarshal.GetReference(accumulator);
        ref var right = ref MemoryMarshal.GetReference(operand);
        ref var masks = ref MemoryMarshal.GetReference(FieldMasks.Highest(bits));
        var carriesBelow = Vector512<ulong>.Zero;
        var phase = 0;
        var offset = 0;
        for (; accumulator.Length - offset >= block; offset += block)
        {
            var highest = Vector512.LoadUnsafe(ref masks, (nuint)(phase * Vector512<ulong>.Count));
            var a = Vector512.LoadUnsafe(ref left, (nuint)offset).AsUInt64();
            var b = Vector512.LoadUnsafe(ref right, (nuint)offset).AsUInt64();
            var (partial, carries) = TOperation.Begin(a, b, highest);
            var incoming = Avx512F.AlignRight64(carries, carriesBelow, 7);
            TOperation.End(partial, a, b, highest, incoming).AsByte().StoreUnsafe(ref left, (nuint)offset);
            carriesBelow = carries;
            phase = phase + 1 == bits ? 0 : phase + 1;
        }

        return new FieldsDone(offset, carriesBelow[7] != 0);
    }
}
