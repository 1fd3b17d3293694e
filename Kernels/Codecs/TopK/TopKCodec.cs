using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Codecs.TopK;

/// <summary>
/// The k coordinates of largest magnitude of each chunk of 4096 (64 x 64) as two-bit values (SparseLoCo, Sarfi et al.,
/// 2025): with k = 64, 120 bytes a chunk, 0.234 bits a coordinate. The others decode to 0 and stay in the residual.
/// </summary>
/// <remarks>
/// <para>Ties go to the lower index. A last chunk of m coordinates keeps <c>ceil(m k / 4096)</c>. With the kept values in
/// order of index, in double, mean mu and corrected standard deviation s (sums over partial sum i mod 8, the eight added by
/// halves), a value's code is <c>rint(min(max((v - mu) / (6 s / 4) + 2, 0), 3))</c>, ties to even, and 2 where s is 0; a
/// code's level is the mean of its members (sums as above), rounded to fp32 and then to bfloat16, ties to even; 0 without
/// members.</para>
/// <para>Payload: for each chunk four levels as bfloat16, then the indices in ascending order, 12 bits each, then the
/// codes, 2 bits each; both little-endian from the lowest bit, filled up to a byte with zeros. Error feedback is exact
/// up to one rounding of the residual. Not linear: sums of payloads mean nothing.</para>
/// </remarks>
public sealed unsafe class TopKCodec : IPayloadCodec
{
    /// <summary>Coordinates in a chunk.</summary>
    public const int ChunkLength = TopKLayout.ChunkLength;

    /// <summary>SparseLoCo's k: 1.56 % of the coordinates.</summary>
    public const int DefaultKeptPerChunk = 64;

    /// <summary>The largest magnitude that is taken: differences of two such values stay finite.</summary>
    public const float MaxValue = 1.7014117e38f;

    private const float FirstTooLarge = 1.7014118e38f;

    /// <summary>Keeps so many coordinates of each chunk.</summary>
    /// <param name="keptPerChunk">k, 1 to 4096. Both sides must agree: it decides the payload's size.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is outside its range.</exception>
    public TopKCodec(int keptPerChunk = DefaultKeptPerChunk)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keptPerChunk, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keptPerChunk, ChunkLength);
        KeptPerChunk = keptPerChunk;
    }

    /// <summary>Coordinates kept of each chunk, k.</summary>
    public int KeptPerChunk { get; }

    /// <inheritdoc/>
    public ContributionEncoding Encoding => ContributionEncoding.TopK;

    /// <inheritdoc/>
    public int BitsPerCoordinate => TopKLayout.CodeBits;

    /// <inheritdoc/>
    public long ByteCount(int elementCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elementCount);
        var (chunks, rest) = Math.DivRem(elementCount, ChunkLength);
        var whole = (long)chunks * new TopKLayout(ChunkLength, KeptPerChunk).RecordBytes;
        return rest == 0 ? whole : whole + new TopKLayout(rest, KeptPerChunk).RecordBytes;
    }

    /// <inheritdoc/>
    public float Encode(ReadOnlySpan<float> values, Span<byte> payload, int cores = 1) =>
        Encode(values, payload, [], cores, SimdWidths.Widest);

    /// <inheritdoc/>
    public float EncodeWithResidual(ReadOnlySpan<float> values, Span<byte> payload, Span<float> residual, int cores = 1)
    {
        ResidualMemory.ThrowUnlessUsable(values, residual);
        return Encode(values, payload, residual, cores, SimdWidths.Widest);
    }

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> payload, float scale, Span<float> destination, int cores = 1)
    {
        LengthMismatchException.ThrowUnlessEqual(payload.Length, ByteCount(destination.Length));
        UnitScale.ThrowUnless(scale);
        fixed (byte* records = payload)
        fixed (float* target = destination)
        {
            ThrowUnlessValid(records, destination.Length);
            var kernel = new TopKDecodeKernel(records, target, destination.Length, KeptPerChunk);
            CoreSplit.Run(ref kernel, destination.Length, ChunkLength, cores);
        }
    }

    internal float Encode(
        ReadOnlySpan<float> values, Span<byte> payload, Span<float> residual, int cores, SimdWidth widest)
    {
        LengthMismatchException.ThrowUnlessEqual(payload.Length, ByteCount(values.Length));
        InputCheck.ThrowUnlessBelow(values, "top-k", FirstTooLarge, MaxValue, cores);
        fixed (float* source = values)
        fixed (byte* records = payload)
        fixed (float* rest = residual)
        {
            var kernel = new TopKEncodeKernel(
                source, records, rest, values.Length, KeptPerChunk, widest != SimdWidth.Scalar);
            CoreSplit.Run(ref kernel, values.Length, ChunkLength, cores);
        }

        return UnitScale.Value;
    }

    private void ThrowUnlessValid(byte* records, int length)
    {
        var whole = new TopKLayout(ChunkLength, KeptPerChunk);
        var chunks = length / ChunkLength;
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            TopKRecordCheck.ThrowUnlessValid(records + ((long)chunk * whole.RecordBytes), whole, chunk);
        }

        if (length % ChunkLength != 0)
        {
            var last = new TopKLayout(length % ChunkLength, KeptPerChunk);
            TopKRecordCheck.ThrowUnlessValid(records + ((long)chunks * whole.RecordBytes), last, chunks);
        }
    }
}
