using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Packing;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Masking;

/// <summary>
/// Masks of many peers, added to a packed vector of b-bit integers in one pass over its memory (Bonawitz et al., 2017,
/// round 2). The mask of a peer at coordinate i is the integer in bits <c>[i b, (i + 1) b)</c> of its ChaCha20
/// keystream, little-endian: exactly b bits a coordinate.
/// </summary>
/// <remarks>
/// Laws, all mod 2^b and exact: a mask added and subtracted leaves the vector as it was; the order of the masks does not
/// matter; a slice that starts at <c>firstCoordinate</c> gets the bits that it gets in the whole; in a cohort in which
/// every pair's mask is added by one and subtracted by the other, the sum of the masks is zero. Neither the register
/// width nor the number of cores shows.
/// </remarks>
public static class Masks
{
    /// <summary>A slice starts at a multiple of it: there, fields of any width meet the start of a keystream block.</summary>
    public const int CoordinateAlignment = 512;

    /// <summary>Adds and subtracts masks in place.</summary>
    /// <param name="packed">
    /// The vector: coordinate i in bits <c>[i b, (i + 1) b)</c>, little-endian; <c>ceil(count * bits / 8)</c> bytes. Padding
    /// bits are left as they are.
    /// </param>
    /// <param name="count">Coordinates, 0 or more.</param>
    /// <param name="bits">Bits a coordinate, 1 to 32.</param>
    /// <param name="masks">One a peer, any number.</param>
    /// <param name="firstCoordinate">
    /// Which coordinate of the masks meets the vector's first; a multiple of <see cref="CoordinateAlignment"/>.
    /// </param>
    /// <param name="cores">Most cores to use, 1 or more.</param>
    /// <exception cref="LengthMismatchException">The vector has another length in bytes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="KeystreamRangeException">The masks end before the vector does; nothing was changed.</exception>
    public static void Apply(
        Span<byte> packed, int count, int bits, ReadOnlySpan<MaskKey> masks, long firstCoordinate = 0, int cores = 1) =>
        Apply(packed, count, bits, masks, firstCoordinate, cores, SimdWidths.Widest);

    internal static unsafe void Apply(
        Span<byte> packed,
        int count,
        int bits,
        ReadOnlySpan<MaskKey> masks,
        long firstCoordinate,
        int cores,
        SimdWidth widest)
    {
        ThrowUnlessValid(packed.Length, count, bits, firstCoordinate);
        fixed (byte* vector = packed)
        fixed (MaskKey* keys = masks)
        {
            var kernel = new MaskKernel(vector, bits, keys, masks.Length, firstCoordinate, widest);
            CoreSplit.Run(ref kernel, count, MaskTile.Coordinates(bits), cores);
        }
    }

    internal static void ThrowUnlessValid(int byteCount, int count, int bits, long firstCoordinate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        BitWidth.ThrowUnlessValid(bits);
        if (firstCoordinate < 0 || firstCoordinate % CoordinateAlignment != 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(firstCoordinate), firstCoordinate, "A slice starts at a multiple of 512 coordinates, 0 or more.");
        }

        var bytes = MaskTile.ByteCount(count, bits);
        if (byteCount != bytes)
        {
            throw new LengthMismatchException("packed", byteCount, bytes);
        }

        var firstByte = (long)Int128.Min((Int128)firstCoordinate / 8 * bits, long.MaxValue);
        KeystreamRangeException.ThrowUnlessWithin(firstByte, bytes);
    }
}
