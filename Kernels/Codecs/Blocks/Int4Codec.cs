using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Codecs.Blocks;

/// <summary>
/// Four-bit integers in blocks of 64 with a bfloat16 scale: 4.25 bits a coordinate. Error feedback is exact.
/// </summary>
/// <remarks>
/// <para>A block's scale s is its coordinate of largest magnitude (the positive one of a tie) times -1/8, cut to its
/// upper 16 bits; where <c>|s| &lt; 2^-100</c> it is 0 and so is every code. Otherwise, with the fp32 quotient
/// <c>r = 1 / s</c>, a code is <c>q = rint(min(max(x r, -8), 7))</c>, ties to even, in two's complement, and decodes to
/// the exact product <c>q s</c>. The sign of s spends all 16 codes: the largest coordinate is always -8 s.</para>
/// <para>Payload: 2 bytes of scale per block, then the codes; coordinate i is bits [4 i, 4 i + 4), little-endian. Blocks
/// of 32 would take 4.5 bits for a tenth less error on Gaussian vectors, blocks of 128 4.125 bits for a tenth more.
/// </para>
/// </remarks>
public sealed class Int4Codec : IPayloadCodec
{
    /// <inheritdoc/>
    public ContributionEncoding Encoding => ContributionEncoding.Int4;

    /// <inheritdoc/>
    public int BitsPerCoordinate => 4;

    /// <inheritdoc/>
    public long ByteCount(int elementCount) => BlockPayload<Int4Block>.ByteCount(elementCount);

    /// <inheritdoc/>
    public float Encode(ReadOnlySpan<float> values, Span<byte> payload, int cores = 1)
    {
        BlockPayload<Int4Block>.Encode(values, payload, cores, SimdWidths.Widest);
        return UnitScale.Value;
    }

    /// <inheritdoc/>
    public float EncodeWithResidual(ReadOnlySpan<float> values, Span<byte> payload, Span<float> residual, int cores = 1)
    {
        BlockPayload<Int4Block>.EncodeWithResidual(values, payload, residual, cores, SimdWidths.Widest);
        return UnitScale.Value;
    }

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> payload, float scale, Span<float> destination, int cores = 1)
    {
        UnitScale.ThrowUnless(scale);
        BlockPayload<Int4Block>.Decode(payload, destination, cores, SimdWidths.Widest);
    }
}
