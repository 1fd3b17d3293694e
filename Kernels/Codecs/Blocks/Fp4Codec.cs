using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Codecs.Blocks;

/// <summary>
/// Four-bit floats "1-3-0" (a sign, three exponent bits, no mantissa: Streaming DiLoCo, Douillard et al., 2025) in blocks
/// of 64 with a shared bfloat16 scale: 4.25 bits a coordinate. Error feedback is exact.
/// </summary>
/// <remarks>
/// <para>With a block's scale T, positive, a code c from 1 to 7 is the level <c>T 2^(c - 7)</c> and 0 is the level 0; a
/// coordinate's code is that of the level nearest to |x|, ties upwards, plus 8 when x is negative (negative zero included).
/// T = 0 leaves level 0 alone.</para>
/// <para>The encoder's choice of T: with F the upper 11 bits of the fp32 value of the block's largest magnitude (exponent
/// and three bits of mantissa), T is 0 where that exponent is below 33; otherwise one of the eight whose upper bits are
/// F - 4, ..., F + 3 and whose others are 0, no larger than the largest such fp32 value: the first with the least sum of
/// squared errors. That sum is taken in fp32 with magnitudes and levels multiplied by the power of two that brings the
/// largest to between 2 and 4: <c>e = y - level; s = fma(e, e, s)</c> for the four coordinates of each remainder mod 16 in
/// order, then those sixteen by halves. Coordinates that fill a short last block are 0.</para>
/// <para>Payload: 2 bytes of scale per block, then the codes; coordinate i is bits [4 i, 4 i + 4), little-endian. A decoder
/// takes any scale of 0 or with an exponent of 32 to 254. The levels are powers of two, so a scale that is a power of two
/// would leave the largest coordinates, which weigh most, wherever they happen to lie between two levels: the relative
/// error of normal deviates is 0.195 with such a scale and 0.171 with this choice.</para>
/// </remarks>
public sealed class Fp4Codec : IPayloadCodec
{
    /// <inheritdoc/>
    public ContributionEncoding Encoding => ContributionEncoding.Fp4;

    /// <inheritdoc/>
    public int BitsPerCoordinate => 4;

    /// <inheritdoc/>
    public long ByteCount(int elementCount) => BlockPayload<Fp4Block>.ByteCount(elementCount);

    /// <inheritdoc/>
    public float Encode(ReadOnlySpan<float> values, Span<byte> payload, int cores = 1)
    {
        BlockPayload<Fp4Block>.Encode(values, payload, cores, SimdWidths.Widest);
        return UnitScale.Value;
    }

    /// <inheritdoc/>
    public float EncodeWithResidual(ReadOnlySpan<float> values, Span<byte> payload, Span<float> residual, int cores = 1)
    {
        BlockPayload<Fp4Block>.EncodeWithResidual(values, payload, residual, cores, SimdWidths.Widest);
        return UnitScale.Value;
    }

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> payload, float scale, Span<float> destination, int cores = 1)
    {
        UnitScale.ThrowUnless(scale);
        BlockPayload<Fp4Block>.Decode(payload, destination, cores, SimdWidths.Widest);
    }
}
