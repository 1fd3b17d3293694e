using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Packing;

/// <summary>
/// Packs sixteen values at a time: neighbours join into eight 2b-bit fields of 64-bit lanes, each moves to its place
/// within its first byte, and two byte permutations bring even and odd lanes together, which share at most one byte.
/// </summary>
internal static class VectorPacking
{
    private const int Group = 16;

    /// <summary>One bit puts four lanes into a byte, and 29 or more leave none zero: those are left to scalar code.</summary>
    public static bool Covers(int bits, SimdWidth widest) =>
        widest >= SimdWidth.Bits512 && Avx512Vbmi.IsSupported && bits is > 1 and <= 28;

    /// <summary>Packs every whole group and returns how many values they are.</summary>
    [MethodImpl(HotLoop.Compiled)]
    public static int Pack(ReadOnlySpan<int> values, in PackPlan plan, Span<byte> packed)
    {
        var groupBytes = 2 * plan.Bits;
        var wide = GroupCount(values.Length, plan.Bits, packed.Length);
        ref var source = ref MemoryMarshal.GetReference(values);
        ref var destination = ref MemoryMarshal.GetReference(packed);
        var local = plan;
        var group = 0;
        for (; group < wide; group++)
        {
            local.Pack(Vector512.LoadUnsafe(ref source, (nuint)(group * Group)).AsUInt64())
                .StoreUnsafe(ref destination, (nuint)group * (nuint)groupBytes);
        }

        // The last groups have no room for a whole store behind them.
        Span<byte> bytes = stackalloc byte[Vector512<byte>.Count];
        for (; group < values.Length / Group; group++)
        {
            local.Pack(Vector512.LoadUnsafe(ref source, (nuint)(group * Group)).AsUInt64()).CopyTo(bytes);
            bytes[..groupBytes].CopyTo(packed[(group * groupBytes)..]);
        }

        return group * Group;
    }

    /// <summary>Groups whose 64-byte access at 2b bytes a group stays within the packed bytes.</summary>
    public static int GroupCount(int values, int bits, int packedBytes) =>
        packedBytes < Vector512<byte>.Count
            ? 0
            : Math.Min(values / Group, ((packedBytes - Vector512<byte>.Count) / (2 * bits)) + 1);
}
