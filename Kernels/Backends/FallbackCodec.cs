using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.OpenCl;

namespace Tapestry.Kernels.Backends;

/// <summary>A codec of whatever backend is in use at the time of the call.</summary>
internal sealed class FallbackCodec(FallbackBackend owner, ContributionEncoding encoding) : IPayloadCodec
{
    private readonly IPayloadCodec first = owner.Current.CodecFor(encoding);

    public ContributionEncoding Encoding => encoding;

    public int BitsPerCoordinate => first.BitsPerCoordinate;

    public long ByteCount(int elementCount) => first.ByteCount(elementCount);

    public float Encode(ReadOnlySpan<float> values, Span<byte> payload, int cores = 1)
    {
        try
        {
            return owner.Current.CodecFor(encoding).Encode(values, payload, cores);
        }
        catch (OpenClException error)
        {
            return owner.FallBack(error).CodecFor(encoding).Encode(values, payload, cores);
        }
    }

    public float EncodeWithResidual(ReadOnlySpan<float> values, Span<byte> payload, Span<float> residual, int cores = 1)
    {
        try
        {
            return owner.Current.CodecFor(encoding).EncodeWithResidual(values, payload, residual, cores);
        }
        catch (OpenClException error)
        {
            return owner.FallBack(error).CodecFor(encoding).EncodeWithResidual(values, payload, residual, cores);
        }
    }

    public void Decode(ReadOnlySpan<byte> payload, float scale, Span<float> destination, int cores = 1)
    {
        try
        {
            owner.Current.CodecFor(encoding).Decode(payload, scale, destination, cores);
        }
        catch (OpenClException error)
        {
            owner.FallBack(error).CodecFor(encoding).Decode(payload, scale, destination, cores);
        }
    }
}
