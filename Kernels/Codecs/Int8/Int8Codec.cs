using System.Buffers.Binary;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Codecs.Int8;

/// <summary>
/// 256 equal bins over mean +- 6 sigma and the mean of each bin's members as its value (INTELLECT-1, Jaghouar et al.,
/// 2024): one byte a coordinate and 1 KiB. What lies outside clamps to the end bins; error feedback carries the rest.
/// </summary>
/// <remarks>
/// <para>Sums in double in the order of <see cref="L2Norm"/>: <c>mean = S1 / n</c>, <c>sigma = sqrt(max(0, S2 / n - mean^2))</c>,
/// <c>w = max(12 sigma / 256, |mean| 2^-22, 2^-100)</c>, <c>e = floor(log2 w)</c>. In fp32, <c>f = 2^-e</c>,
/// <c>m = fp32(mean f)</c>, <c>g = fp32(2^16 / (w f))</c>, and for each coordinate
/// <c>u = int(min(max(fma(x f - m, g, 2^23), 0), 2^24 - 1))</c>: bin <c>u >> 16</c>. With N and U the count and the exact
/// integer sum of u in a bin, its value is, in double and then rounded to fp32 within its range,
/// <c>(m + (U / N - 2^23) / g) 2^e</c>, and for an empty bin that with <c>2^16 (bin + 1/2)</c> for U / N. So the bytes are
/// the same at any register width and core count.</para>
/// <para>Payload: 256 bin values, fp32 little-endian, then a byte for each coordinate. Error feedback is exact up to one
/// rounding of the residual.</para>
/// </remarks>
public sealed unsafe class Int8Codec : IPayloadCodec
{
    /// <summary>The largest magnitude that is taken: differences of two such values stay finite.</summary>
    public const float MaxValue = 1.7014117e38f;

    private const float FirstTooLarge = 1.7014118e38f;
    private const double SquareOfFirstTooLarge = (double)FirstTooLarge * FirstTooLarge;
    internal const int CodebookBytes = Int8Grid.Bins * sizeof(float);

    /// <inheritdoc/>
    public ContributionEncoding Encoding => ContributionEncoding.Int8;

    /// <inheritdoc/>
    public int BitsPerCoordinate => 8;

    /// <inheritdoc/>
    public long ByteCount(int elementCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elementCount);
        return CodebookBytes + (long)elementCount;
    }

    /// <inheritdoc/>
    public float Encode(ReadOnlySpan<float> values, Span<byte> payload, int cores = 1) =>
        Encode(values, payload, cores, SimdWidths.Widest);

    /// <inheritdoc/>
    public float EncodeWithResidual(ReadOnlySpan<float> values, Span<byte> payload, Span<float> residual, int cores = 1)
    {
        LengthMismatchException.ThrowUnlessEqual(payload.Length, ByteCount(values.Length));
        ResidualMemory.ThrowUnlessUsable(values, residual);
        var scale = Encode(values, payload, cores, SimdWidths.Widest);
        Span<float> codebook = stackalloc float[Int8Grid.Bins];
        ReadCodebook(payload, codebook);
        Lookup(payload[CodebookBytes..], codebook, values, residual, cores);
        return scale;
    }

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> payload, float scale, Span<float> destination, int cores = 1)
    {
        LengthMismatchException.ThrowUnlessEqual(payload.Length, ByteCount(destination.Length));
        UnitScale.ThrowUnless(scale);
        Span<float> codebook = stackalloc float[Int8Grid.Bins];
        ReadCodebook(payload, codebook);
        Finite.ThrowIfNot(codebook, nameof(codebook));
        Lookup(payload[CodebookBytes..], codebook, [], destination, cores);
    }

    internal float Encode(ReadOnlySpan<float> values, Span<byte> payload, int cores, SimdWidth widest)
    {
        LengthMismatchException.ThrowUnlessEqual(payload.Length, ByteCount(values.Length));
        var grid = GridOf(values, cores);
        var histogram = default(Int8Histogram);
        fixed (float* source = values)
        fixed (byte* bytes = payload)
        {
            var kernel = new Int8BinKernel(source, bytes + CodebookBytes, &histogram, grid, widest != SimdWidth.Scalar);
            CoreSplit.Run(ref kernel, values.Length, Int8BinKernel.Granule, cores);
        }

        Span<float> means = stackalloc float[Int8Grid.Bins];
        histogram.WriteMeans(grid, means);
        for (var bin = 0; bin < Int8Grid.Bins; bin++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(payload[(bin * sizeof(float))..], means[bin]);
        }

        return UnitScale.Value;
    }

    /// <summary>The grid of a vector, or its refusal.</summary>
    internal static Int8Grid GridOf(ReadOnlySpan<float> values, int cores)
    {
        var (sum, sumOfSquares) = Moments.Of(values, cores);
        if (!(sumOfSquares < SquareOfFirstTooLarge))
        {
            InputCheck.ThrowFirst(values, "int8", FirstTooLarge, MaxValue);
        }

        return Int8Grid.Of(sum, sumOfSquares, values.Length);
    }

    internal static void ReadCodebook(ReadOnlySpan<byte> payload, Span<float> codebook)
    {
        for (var bin = 0; bin < Int8Grid.Bins; bin++)
        {
            codebook[bin] = BinaryPrimitives.ReadSingleLittleEndian(payload[(bin * sizeof(float))..]);
        }
    }

    private static void Lookup(
        ReadOnlySpan<byte> bins, ReadOnlySpan<float> codebook, ReadOnlySpan<float> values, Span<float> destination, int cores)
    {
        fixed (byte* bin = bins)
        fixed (float* means = codebook)
        fixed (float* source = values)
        fixed (float* target = destination)
        {
            var kernel = new Int8LookupKernel(bin, means, source, target);
            CoreSplit.Run(ref kernel, destination.Length, Int8LookupKernel.Granule, cores);
        }
    }
}
