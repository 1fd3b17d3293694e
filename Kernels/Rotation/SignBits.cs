using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tapestry.Kernels.Rotation;

/// <summary>Negates where a bit is set, by the sign bit: exact for every float.</summary>
internal static unsafe class SignBits
{
    private const uint SignBit = 0x8000_0000;

    private static readonly Vector512<uint> ToSignBit = Vector512.CreateSequence(31u, uint.MaxValue);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float value, byte* signs, nint index)
    {
        var sign = ((uint)signs[index / 8] >> (int)(index % 8)) << 31;
        return BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(value) ^ sign);
    }

    /// <summary>Sixteen values with the bits from a multiple of sixteen; only where AVX-512 is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> values, byte* signs, nint index)
    {
        var bits = Vector512.Create((uint)Unsafe.ReadUnaligned<ushort>(signs + (index / 8)));
        var moved = Avx512F.ShiftLeftLogicalVariable(bits, ToSignBit);
        return (values.AsUInt32() ^ (moved & Vector512.Create(SignBit))).AsSingle();
    }
}
