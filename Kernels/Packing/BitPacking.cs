using System.Runtime.InteropServices;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Packing;

/// <summary>
/// Integers of 1 to 32 bits, contiguous and little-endian: value i occupies bits [i*b, (i+1)*b) of the byte stream,
/// bit k being bit k mod 8 of byte k / 8. Bits after the last value are zero.
/// </summary>
/// <remarks>
/// Laws: <c>unpack(pack(x)) == x mod 2^b</c> (as signed or unsigned representative); <c>pack(unpack(bytes)) == bytes</c>;
/// packing slices whose lengths are multiples of 8 gives slices of the bytes.
/// </remarks>
public static unsafe class BitPacking
{
    /// <summary>Parts of a vector start at multiples of it: whole bytes, and whole cache lines, of any width.</summary>
    internal const int Granule = 1 << 14;

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
    /// <param name="cores">Most cores to use, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Width or cores is outside its range.</exception>
    /// <exception cref="LengthMismatchException">The destination has another length.</exception>
    public static void Pack(ReadOnlySpan<int> values, int bits, Span<byte> packed, int cores = 1) =>
        Pack(values, bits, packed, cores, SimdWidths.Widest);

    /// <summary>Packs values that must lie in [-2^(b-1), 2^(b-1)): nothing is dropped.</summary>
    /// <param name="values">The integers.</param>
    /// <param name="bits">Bits a value, 1 to 32.</param>
    /// <param name="packed">Receives exactly <see cref="ByteCount"/> bytes.</param>
    /// <param name="cores">Most cores to use, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Width or cores is outside its range.</exception>
    /// <exception cref="LengthMismatchException">The destination has another length.</exception>
    /// <exception cref="PackedRangeException">A value does not fit; nothing was written.</exception>
    public static void PackChecked(ReadOnlySpan<int> values, int bits, Span<byte> packed, int cores = 1)
    {
        LengthMismatchException.ThrowUnlessEqual(packed.Length, ByteCount(values.Length, bits));
        var index = SignedRange.FirstOutside(values, bits);
        if (index >= 0)
        {
            throw new PackedRangeException(index, values[index], bits);
        }

        Pack(values, bits, packed, cores);
    }

    /// <summary>Unpacks into representatives in [-2^(b-1), 2^(b-1)).</summary>
    /// <param name="packed">Exactly <see cref="ByteCount"/> bytes for the destination's length.</param>
    /// <param name="bits">Bits a value, 1 to 32.</param>
    /// <param name="values">Receives the integers.</param>
    /// <param name="cores">Most cores to use, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Width or cores is outside its range.</exception>
    /// <exception cref="LengthMismatchException">The bytes do not hold this many values.</exception>
    /// <exception cref="PackedPaddingException">A padding bit is set; nothing was written.</exception>
    public static void UnpackSigned(ReadOnlySpan<byte> packed, int bits, Span<int> values, int cores = 1) =>
        Unpack<SignedField>(packed, bits, values, cores, SimdWidths.Widest);

    /// <summary>Unpacks into representatives in [0, 2^b), as bits of the destination's integers.</summary>
    /// <param name="packed">Exactly <see cref="ByteCount"/> bytes for the destination's length.</param>
    /// <param name="bits">Bits a value, 1 to 32.</param>
    /// <param name="values">Receives the integers.</param>
    /// <param name="cores">Most cores to use, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Width or cores is outside its range.</exception>
    /// <exception cref="LengthMismatchException">The bytes do not hold this many values.</exception>
    /// <exception cref="PackedPaddingException">A padding bit is set; nothing was written.</exception>
    public static void UnpackUnsigned(ReadOnlySpan<byte> packed, int bits, Span<uint> values, int cores = 1) =>
        Unpack<UnsignedField>(packed, bits, MemoryMarshal.Cast<uint, int>(values), cores, SimdWidths.Widest);

    internal static void Pack(ReadOnlySpan<int> values, int bits, Span<byte> packed, int cores, SimdWidth widest)
    {
        LengthMismatchException.ThrowUnlessEqual(packed.Length, ByteCount(values.Length, bits));
        fixed (int* source = values)
        fixed (byte* destination = packed)
        {
            var kernel = new PackKernel(source, new Packer(bits, widest), bits, destination);
            CoreSplit.Run(ref kernel, values.Length, Granule, cores);
        }
    }

    internal static void Unpack<TField>(
        ReadOnlySpan<byte> packed, int bits, Span<int> values, int cores, SimdWidth widest)
        where TField : unmanaged, IPackedField
    {
        LengthMismatchException.ThrowUnlessEqual(packed.Length, ByteCount(values.Length, bits));
        PackedPadding.ThrowUnlessZero(packed, values.Length, bits);
        fixed (byte* source = packed)
        fixed (int* destination = values)
        {
            var kernel = new UnpackKernel<TField>(source, bits, destination, widest);
            CoreSplit.Run(ref kernel, values.Length, Granule, cores);
        }
    }
}
