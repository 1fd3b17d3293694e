using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Codecs.Blocks;

/// <summary>
/// The sign of each coordinate in blocks of 256 with their mean magnitude as bfloat16 (signSGD with error feedback,
/// Karimireddy et al., 2019): 1.0625 bits a coordinate. Error feedback is exact up to one rounding of the residual.
/// </summary>
/// <remarks>
/// <para>In fp32: partial sum j adds <c>|x| 2^-8</c> of the coordinates j, j + 16, j + 32, ... of the block in that order,
/// the 16 partial sums are added by halves (j and j + 8, then 4, 2, 1), and the mean is that divided by <c>count 2^-8</c>,
/// no more than the largest fp32 value. The scale is the mean cut to its upper 16 bits, or 0 below 2^-100. A bit is the
/// sign bit of x, and decodes to the scale under that sign: zero decodes to plus or minus the scale.</para>
/// <para>Payload: 2 bytes of scale per block, then the bits, the first coordinate lowest.</para>
/// </remarks>
public sealed class SignCodec : IPayloadCodec
{
    /// <inheritdoc/>
    public ContributionEncoding Encoding => ContributionEncoding.Sign;

    /// <inheritdoc/>
    public int BitsPerCoordinate => 1;

    /// <inheritdoc/>
    public long ByteCount(int elementCount) => BlockPayload<SignBlock>.ByteCount(elementCount);

    /// <inheritdoc/>
    public float Encode(ReadOnlySpan<float> values, Span<byte> payload, int cores = 1)
    {
        BlockPayload<SignBlock>.Encode(values, payload, cores, SimdWidths.Widest);
        return UnitScale.Value;
    }

    /// <inheritdoc/>
    public float EncodeWithResidual(ReadOnlySpan<float> values, Span<byte> payload, Span<float> residual, int cores = 1)
    {
        BlockPayload<SignBlock>.EncodeWithResidual(values, payload, residual, cores, SimdWidths.Widest);
        return UnitScale.Value;
    }

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> payload, float scale, Span<float> destination, int cores = 1)
    {
        UnitScale.ThrowUnless(scale);
        BlockPayload<SignBlock>.Decode(payload, destination, cores, SimdWidths.Widest);
    }
}
