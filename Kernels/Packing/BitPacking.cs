using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Packing;

/// <summary>
/// Integers of 1 to 32 bits, contiguous and little-endian: value i occupies bits [i*b, (i+1)*b) of the byte stream,
/// bit k being bit k mod 8 of byte k / 8. Bits after the last value are zero.
/// </summary>
/// <remarks>
/// Laws: <c>unpack(pack(x)) == x mod 2^b</c> (as signed or unsigned representative); <c>pack(unpack(bytes)) == bytes</c>;
/// packing slices whose lengths are multiples of 8 gives slices of the bytes.
/// </remarks>
public static class BitPacking
{
    /// <summary>Exact size in bytes: <c>ceil(count * bits / 8)</c>.</summary>
    /// <param name="count">Values, 0 or more.</param>
    /// <param name="bits">Bits a value, 1 to 32.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static long ByteCount(int count, int bits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        BitWidth.ThrowUnlessValid(bits);
        return (((long)count * bits) + 7) / 8;
    }

    /// <summary>Packs values mod 2^b: higher bits are dropped.</summary>
    /// <param name="values">The integers.</param>
    /// <param name="bits">Bits a value, 1 to 32.</param>
    /// <param name="packed">Receives exactly <see cref="ByteCount"/> bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is outside its range.</exception>
    /// <exception cref="LengthMismatchException">The destination has another length.</exception>
    public static void Pack(ReadOnlySpan<int> values, int bits, Span<byte> packed) =>
        Pack(values, bits, packed, SimdWidths.Widest);

    /// <summary>Packs values that must lie in [-2^(b-1), 2^(b-1)): nothing is dropped.</summary>
    /// <param name="values">The integers.</param>
    /// <param name="bits">Bits a value, 1 to 32.</param>
    /// <param name="packed">Receives exactly <see cref="ByteCount"/> bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is outside its range.</exception>
    /// <exception cref="LengthMismatchException">The destination has another length.</exception>
    /// <exception cref="PackedRangeException">A value does not fit; nothing was written.</exception>
    public static void PackChecked(ReadOnlySpan<int> values, int bits, Span<byte> packed)
    {
        LengthMismatchException.ThrowUnlessEqual(packed.Length, ByteCount(values.Length, bits));
        var index = SignedRange.FirstOutside(values, bits);
        if (index >= 0)
        {
            throw new PackedRangeException(index, values[index], bits);
        }

        Pack(values, bits, packed);
    }

    /// <summary>Unpacks into representatives in [-2^(b-1), 2^(b-1)).</summary>
    /// <param name="packed">Exactly <see cref="ByteCount"/> bytes for the destination's length.</param>
    /// <param name="bits">Bits a value, 1 to 32.</param>
    /// <param name="values">Receives the integers.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is outside its range.</exception>
    /// <exception cref="LengthMismatchException">The bytes do not hold this many values.</exception>
    /// <exception cref="PackedPaddingException">A padding bit is set; nothing was written.</exception>
    public static void UnpackSigned(ReadOnlySpan<byte> packed, int bits, Span<int> values) =>
        Unpack<SignedField>(packed, bits, values, SimdWidths.Widest);

    /// <summary>Unpacks into representatives in [0, 2^b), as bits of the destination's integers.</summary>
    /// <param name="packed">Exactly <see cref="ByteCount"/> bytes for the destination's length.</param>
    /// <param name="bits">Bits a value, 1 to 32.</param>
    /// <param name="values">Receives the integers.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is outside its range.</exception>
    /// <exception cref="LengthMismatchException">The bytes do not hold this many values.</exception>
    /// <exception cref="PackedPaddingException">A padding bit is set; nothing was written.</exception>
    public static void UnpackUnsigned(ReadOnlySpan<byte> packed, int bits, Span<uint> values) =>
        Unpack<UnsignedField>(
            packed, bits, System.Runtime.InteropServices.MemoryMarshal.Cast<uint, int>(values), SimdWidths.Widest);

    internal static void Pack(ReadOnlySpan<int> values, int bits, Span<byte> packed, SimdWidth widest)
    {
        LengthMismatchException.ThrowUnlessEqual(packed.Length, ByteCount(values.Length, bits));
        new Packer(bits, widest).Pack(values, packed);
    }

    internal static void Unpack<TField>(ReadOnlySpan<byte> packed, int bits, Span<int> values, SimdWidth widest)
        where TField : struct, IPackedField
    {
        LengthMismatchException.ThrowUnlessEqual(packed.Length, ByteCount(values.Length, bits));
        PackedPadding.ThrowUnlessZero(packed, values.Length, bits);
        var done = VectorUnpacking.Covers(widest) ? VectorUnpacking.Unpack<TField>(packed, bits, values) : 0;
        ScalarPacking.Unpack<TField>(packed[(int)((long)done * bits / 8)..], bits, values[done..]);
    }
}
