using Tapestry.Kernels.Backends;
using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Masking;
using Tapestry.Kernels.OpenCl;
using Tapestry.Kernels.Rotation;
using Tapestry.Kernels.Rounding;

namespace Tapestry.Kernels.Tests.Backends;

/// <summary>A device that does nothing any more but fail.</summary>
internal sealed class GoneBackend : IKernelBackend
{
    public string Description => "gone";

    private static OpenClException Gone => new("clFinish", -5);

    public void Rotate(Span<float> values, in RotationSeed seed, int blockLength) => throw Gone;

    public void Unrotate(Span<float> values, in RotationSeed seed, int blockLength) => throw Gone;

    public void RoundNearest(ReadOnlySpan<float> values, float scale, Span<int> rounded) => throw Gone;

    public void RoundStochastic(ReadOnlySpan<float> values, float scale, in RoundingDraw draw, Span<int> rounded) =>
        throw Gone;

    public void RoundAndPack(
        ReadOnlySpan<float> values, float scale, in RoundingDraw draw, int bits, Span<byte> packed) => throw Gone;

    public void Keystream(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, long byteOffset, Span<byte> destination) =>
        throw Gone;

    public void ApplyMasks(Span<byte> packed, int count, int bits, ReadOnlySpan<MaskKey> masks, long firstCoordinate) =>
        throw Gone;

    public void Pack(ReadOnlySpan<int> values, int bits, Span<byte> packed) => throw Gone;

    public void PackChecked(ReadOnlySpan<int> values, int bits, Span<byte> packed) => throw Gone;

    public void UnpackSigned(ReadOnlySpan<byte> packed, int bits, Span<int> values) => throw Gone;

    public void UnpackUnsigned(ReadOnlySpan<byte> packed, int bits, Span<uint> values) => throw Gone;

    public void AddPacked(Span<byte> accumulator, ReadOnlySpan<byte> addend, int count, int bits) => throw Gone;

    public void SubtractPacked(Span<byte> accumulator, ReadOnlySpan<byte> subtrahend, int count, int bits) => throw Gone;

    public IPayloadCodec CodecFor(ContributionEncoding encoding) => new GoneCodec(PayloadCodecs.For(encoding));

    public void Dispose()
    {
    }

    private sealed class GoneCodec(IPayloadCodec definition) : IPayloadCodec
    {
        public ContributionEncoding Encoding => definition.Encoding;

        public int BitsPerCoordinate => definition.BitsPerCoordinate;

        public long ByteCount(int elementCount) => definition.ByteCount(elementCount);

        public float Encode(ReadOnlySpan<float> values, Span<byte> payload, int cores) => throw Gone;

        public float EncodeWithResidual(
            ReadOnlySpan<float> values, Span<byte> payload, Span<float> residual, int cores) => throw Gone;

        public void Decode(ReadOnlySpan<byte> payload, float scale, Span<float> destination, int cores) => throw Gone;
    }
}
