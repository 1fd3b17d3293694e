using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tapestry.Kernels.Packing;

/// <summary>The masks, shifts and byte indices of <see cref="VectorPacking"/> for one width, held in registers.</summary>
internal readonly struct PackPlan
{
    private readonly Vector512<ulong> fieldMask;
    private readonly Vector512<ulong> firstMask;
    private readonly Vector512<ulong> laneShifts;
    private readonly Vector512<byte> evenBytes;
    private readonly Vector512<byte> evenMask;
    private readonly Vector512<byte> oddBytes;
    private readonly Vector512<byte> oddMask;

    public PackPlan(int bits)
    {
        Bits = bits;
        fieldMask = Vector512.Create(BitWidth.Mask(bits)).AsUInt64();
        firstMask = Vector512.Create((ulong)BitWidth.Mask(bits));
        Span<ulong> shifts = stackalloc ulong[8];
        Span<byte> index = stackalloc byte[2 * 64];
        Span<byte> mask = stackalloc byte[2 * 64];
        index.Clear();
        mask.Clear();
        for (var lane = 0; lane < 8; lane++)
        {
            var start = 2 * bits * lane;
            shifts[lane] = (ulong)start % 8;
            for (var b = start / 8; b * 8 < start + (2 * bits); b++)
            {
                index[((lane % 2) * 64) + b] = (byte)((lane * 8) + b - (start / 8));
                mask[((lane % 2) * 64) + b] = byte.MaxValue;
            }
        }

        laneShifts = Vector512.Create<ulong>(shifts);
        evenBytes = Vector512.Create<byte>(index[..64]);
        evenMask = Vector512.Create<byte>(mask[..64]);
        oddBytes = Vector512.Create<byte>(index[64..]);
        oddMask = Vector512.Create<byte>(mask[64..]);
    }

    public int Bits { get; }

    /// <summary>Sixteen 32-bit values; the packed 2b bytes come first, what follows them is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<byte> Pack(Vector512<ulong> values)
    {
        var fields = values & fieldMask;
        var pairs = (fields & firstMask) | ((fields >> 32) << Bits);
        var placed = Avx512F.ShiftLeftLogicalVariable(pairs, laneShifts).AsByte();
        return (Avx512Vbmi.PermuteVar64x8(placed, evenBytes) & evenMask)
            | (Avx512Vbmi.PermuteVar64x8(placed, oddBytes) & oddMask);
    }
}
