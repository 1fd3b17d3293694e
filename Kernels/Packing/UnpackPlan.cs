using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tapestry.Kernels.Packing;

/// <summary>The byte indices and shifts of <see cref="VectorUnpacking"/> for one width, held in registers.</summary>
internal readonly struct UnpackPlan
{
    private readonly Vector512<byte> evenBytes;
    private readonly Vector512<byte> oddBytes;
    private readonly Vector512<ulong> evenRotations;
    private readonly Vector512<ulong> oddShifts;
    private readonly int unusedBits;

    public UnpackPlan(int bits)
    {
        unusedBits = BitWidth.Max - bits;
        Span<byte> bytes = stackalloc byte[2 * 64];
        Span<ulong> shifts = stackalloc ulong[2 * 8];
        for (var value = 0; value < 16; value++)
        {
            var half = value % 2;
            var lane = value / 2;
            var start = value * bits;
            for (var b = 0; b < 8; b++)
            {
                bytes[(half * 64) + (lane * 8) + b] = (byte)Math.Min((start / 8) + b, 63);
            }

            // To the top of bits 0..31 for an even value (leftwards or rightwards), of bits 32..63 for an odd one.
            shifts[(half * 8) + lane] = (ulong)(((half + 1) * 32) - bits - (start % 8) + 64) % 64;
        }

        evenBytes = Vector512.Create<byte>(bytes[..64]);
        oddBytes = Vector512.Create<byte>(bytes[64..]);
        evenRotations = Vector512.Create<ulong>(shifts[..8]);
        oddShifts = Vector512.Create<ulong>(shifts[8..]);
    }

    /// <summary>Sixteen values from the first 2b bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<int> Unpack<TField>(Vector512<byte> packed)
        where TField : struct, IPackedField
    {
        var even = Avx512F.RotateLeftVariable(Avx512Vbmi.PermuteVar64x8(packed, evenBytes).AsUInt64(), evenRotations);
        var odd = Avx512F.ShiftLeftLogicalVariable(Avx512Vbmi.PermuteVar64x8(packed, oddBytes).AsUInt64(), oddShifts);
        var lanes = Vector512.ConditionalSelect(Vector512.Create((ulong)uint.MaxValue), even, odd);
        return TField.ShiftDown(lanes.AsInt32(), unusedBits);
    }
}
