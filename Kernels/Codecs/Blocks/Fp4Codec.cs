using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Codecs.Blocks;

/// <summary>
/// Four-bit floats "1-3-0" (a sign, three exponent bits, no mantissa: Streaming DiLoCo, Douillard et al., 2025) in blocks
/// of 64 with a shared 8-bit exponent: 4.125 bits a coordinate. Error feedback is exact.
/// </summary>
/// <remarks>
/// <para>Integers only. With <c>a</c> the bits of |x| and <c>round(a) = (a + 0x400000) >> 23</c> the biased exponent of the
/// power of two nearest to |x|, a block's scale is <c>E = min(254, max of round(a))</c>, or 0 when that is below 32, and
/// then every <c>c</c> is 0. Otherwise the exponent code is <c>c = min(7, max(round(a) - E + 7, a >= (E - 7) &lt;&lt; 23 ? 1 : 0))</c>
/// and the code is <c>c</c> plus 8 when x is negative (negative zero included). It decodes to 0 for c = 0 and otherwise to
/// the power of two with biased exponent <c>E - 7 + c</c>, under the sign.</para>
/// <para>Payload: 1 byte of scale per block, then the codes; coordinate i is bits [4 i, 4 i + 4), little-endian. The
/// levels are powers of two, so a finer scale than a power of two would gain 3 % of error for twice the scale's bytes.
/// </para>
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
