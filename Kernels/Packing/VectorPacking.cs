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

    /// <summary>One bit puts four lanes into a byte, 31 bits and a shift exceed a lane: those two are left to scalar code.</summary>
    public static bool Covers(int bits, SimdWidth widest) =>
        widest >= SimdWidth.Bits512 && Avx512Vbmi.IsSupported && bits is not (1 or 31);

    /// <summary>Packs as many values as whole stores allow and returns how many, a multiple of 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Pack(ReadOnlySpan<int> values, int bits, Span<byte> packed)
    {
        var groups = GroupCount(values.Length, bits, packed.Length);
        ref var source = ref MemoryMarshal.GetReference(values);
        ref var destination = ref MemoryMarshal.GetReference(packed);
        var plan = new PackPlan(bits);
        for (var group = 0; group < groups; group++)
        {
            plan.Pack(Vector512.LoadUnsafe(ref source, (nuint)(group * Group)).AsUInt64())
                .StoreUnsafe(ref destination, (nuint)group * (nuint)(2 * bits));
        }

        return groups * Group;
    }

    /// <summary>Groups whose 64-byte access at 2b bytes a group stays within the packed bytes.</summary>
    public static int GroupCount(int values, int bits, int packedBytes) =>
        packedBytes < Vector512<byte>.Count
            ? 0
            : Math.Min(values / Group, ((packedBytes - Vector512<byte>.Count) / (2 * bits)) + 1);
}
