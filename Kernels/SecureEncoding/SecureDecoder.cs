using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Packing;
using Tapestry.Kernels.Rotation;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.SecureEncoding;

/// <summary>
/// Turns a sum of encodings, with masks cancelled or taken off, into a sum of updates: integers in [-2^(b-1), 2^(b-1)),
/// <c>(float)integer * step</c>, rotation undone. Law: linear in the integers up to fp32 rounding; the bits depend on the
/// bytes, options and divisor alone.
/// </summary>
public static unsafe class SecureDecoder
{
    /// <summary>Decodes one shard.</summary>
    /// <param name="packedSum">The sum mod 2^b, <see cref="SecureEncoder.ByteCount"/> bytes.</param>
    /// <param name="options">What the sites encoded with.</param>
    /// <param name="destination">Receives the decoded sum over the divisor, fp32; its length is the shard's.</param>
    /// <param name="divisor">What the sum is divided by, such as the sum of the weights: finite, above 0. The step is granularity over divisor, in double, rounded to fp32.</param>
    /// <param name="cores">Most cores to use, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option, the divisor or cores is outside its range.</exception>
    /// <exception cref="OverflowHeadroomException">So many contributions leave no payload.</exception>
    /// <exception cref="LengthMismatchException">The bytes do not hold the shard's coordinates.</exception>
    /// <exception cref="PackedPaddingException">A padding bit is set.</exception>
    public static void DecodeSum(
        ReadOnlySpan<byte> packedSum,
        SecureEncodingOptions options,
        Span<float> destination,
        double divisor = 1,
        int cores = 1) =>
        DecodeSum(packedSum, options, destination, divisor, cores, SimdWidths.Widest);

    internal static void DecodeSum(
        ReadOnlySpan<byte> packedSum,
        SecureEncodingOptions options,
        Span<float> destination,
        double divisor,
        int cores,
        SimdWidth widest)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowUnlessValid();
        ArgumentOutOfRangeException.ThrowIfLessThan(cores, 1);
        LengthMismatchException.ThrowUnlessEqual(
            packedSum.Length, BitPacking.ByteCount(destination.Length, options.BitsPerCoordinate));
        PackedPadding.ThrowUnlessZero(packedSum, destination.Length, options.BitsPerCoordinate);
        var step = Step(options, divisor);
        var rotation = new RotationPasses(options.Rotation, new RotationLayout(destination.Length, options.BlockLength), widest);
        var tiles = new TileLayout(rotation.Layout);
        fixed (byte* source = packedSum)
        fixed (float* values = destination)
        {
            var kernel = new DecodingKernel(source, options.BitsPerCoordinate, step, rotation, values, widest);
            CoreSplit.Run(ref kernel, tiles.TailStart, tiles.TileLength, cores);
            kernel.RunTail(tiles.TailStart, tiles.TailLength);
        }
    }

    /// <summary>A step with which no sum can leave the range that is rotated without overflow.</summary>
    private static float Step(SecureEncodingOptions options, double divisor)
    {
        var step = (float)(options.Granularity / divisor);
        var limit = RandomizedHadamard.MaxMagnitude / (1L << (options.BitsPerCoordinate - 1));
        if (divisor is not (> 0 and < double.PositiveInfinity) || !(step > 0 && step <= limit))
        {
            throw new ArgumentOutOfRangeException(
                nameof(divisor),
                divisor,
                $"Granularity {options.Granularity} over the divisor must be above 0 and at most {limit}.");
        }

        return step;
    }
}
