using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Codecs.Blocks;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Codecs.Blocks;

public sealed class SignCodecTests : BlockContract
{
    protected override IPayloadCodec Codec { get; } = new SignCodec();

    protected override string Name => "sign";

    protected override string PinnedDigest =>
        "a98fb05f408a4630d03465562b835228ced602ded04ef2fb1243ca3423f8e71c";

    protected override (double Least, double Most) RelativeError => (0.58, 0.62);

    protected override byte[] ForbiddenScale => [0x80, 0x7F];

    [Fact]
    public void Each_coordinate_becomes_the_mean_magnitude_of_its_block_under_its_sign()
    {
        var values = Vectors.Normal((256 * 50) + 77, seed: 6);
        var decoded = RoundTrip(values).Decoded;
        for (var i = 0; i < values.Length; i++)
        {
            var mean = values.Skip(i / 256 * 256).Take(256).Average(value => Math.Abs((double)value));
            Assert.InRange(Math.Abs(decoded[i]), mean * (1 - Math.ScaleB(1, -7)), mean * (1 + 1e-6));
            Assert.Equal(float.IsNegative(values[i]), float.IsNegative(decoded[i]));
        }
    }

    [Fact]
    public void A_block_of_one_magnitude_is_exact() => Assert.Equal([-0.5f, 0.5f, 0.5f], RoundTrip([-0.5f, 0.5f, 0.5f]).Decoded);

    private protected override void Encode(float[] values, byte[] payload, float[] residual, SimdWidth widest) =>
        BlockPayload<SignBlock>.EncodeWithResidual(values, payload, residual, 1, widest);

    private protected override void Decode(byte[] payload, float[] destination, SimdWidth widest) =>
        BlockPayload<SignBlock>.Decode(payload, destination, 1, widest);

    private static (byte[] Payload, float[] Decoded) RoundTrip(float[] values)
    {
        var codec = new SignCodec();
        var (payload, decoded) = (new byte[codec.ByteCount(values.Length)], new float[values.Length]);
        codec.Decode(payload, codec.Encode(values, payload), decoded);
        return (payload, decoded);
    }
}
