using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Packing;

/// <summary>
/// Unpacks sixteen values at a time: a byte permutation brings the bytes of each even (odd) value into a 64-bit lane of
/// its own, a rotation (shift) puts the value into the highest bits of its 32-bit half, and one shift brings all down.
/// </summary>
internal static class VectorUnpacking
{
    public static bool Covers(SimdWidth widest) => widest >= SimdWidth.Bits512 && Avx512Vbmi.IsSupported;

    /// <summary>Unpacks every whole group and returns how many values they are.</summary>
    [MethodImpl(HotLoop.Compiled)]
    public static int Unpack<TField>(ReadOnlySpan<byte> packed, int bits, Span<int> values)
        where TField : struct, IPackedField
    {
        var groupBytes = 2 * bits;
        var wide = VectorPacking.GroupCount(values.Length, bits, packed.Length);
        ref var source = ref MemoryMarshal.GetReference(packed);
        ref var destination = ref MemoryMarshal.GetReference(values);
        var plan = new UnpackPlan(bits);
        var group = 0;
        for (; group < wide; group++)
        {
            plan.Unpack<TField>(Vector512.LoadUnsafe(ref source, (nuint)group * (nuint)groupBytes))
                .StoreUnsafe(ref destination, (nuint)(group * Vector512<int>.Count));
        }

        // The last groups have no room for a whole load behind them.
        Span<byte> bytes = stackalloc byte[Vector512<byte>.Count];
        for (; group < values.Length / Vector512<int>.Count; group++)
        {
            packed.Slice(group * groupBytes, groupBytes).CopyTo(bytes);
            plan.Unpack<TField>(Vector512.Create<byte>(bytes))
                .StoreUnsafe(ref destination, (nuint)(group * Vector512<int>.Count));
        }

        return group * Vector512<int>.Count;
    }
}
