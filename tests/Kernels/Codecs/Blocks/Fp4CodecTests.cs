using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Codecs.Blocks;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Codecs.Blocks;

public sealed class Fp4CodecTests : BlockContract
{
    protected override IPayloadCodec Codec { get; } = new Fp4Codec();

    protected override string Name => "fp4";

    protected override string PinnedDigest =>
        "125ff7dce567eb7cd609b419b9c81c61aab7a6b7c1a2bdaf4f5e9e6713e27cd2";

    protected override (double Least, double Most) RelativeError => (0.185, 0.205);

    protected override bool FeedbackIsExact => true;

    protected override byte[] ForbiddenScale => [31];

    [Fact]
    public void Each_coordinate_becomes_the_nearest_power_of_two_or_zero()
    {
        var values = Vectors.Normal(64 * 200, seed: 6);
        var (payload, decoded) = RoundTrip(values);
        for (var i = 0; i < values.Length; i++)
        {
            var top = payload[i / 64] - 127;
            var least = Enumerable.Range(top - 6, 7).Select(exponent => Math.ScaleB(1, exponent)).Append(0)
                .Min(level => Math.Abs(Math.Abs((double)values[i]) - level));
            Assert.Equal(least, Math.Abs((double)values[i] - decoded[i]));
            Assert.Equal(float.IsNegative(values[i]), float.IsNegative(decoded[i]));
        }
    }

    [Fact]
    public void Codes_are_sign_and_exponent_with_ties_upwards()
    {
        var (payload, decoded) = RoundTrip([1f, -0.75f, 0.74f, 0.015625f, 0.0078125f, 0.0078f, -0f, 1.49f]);

        Assert.Equal([127, 0xF7, 0x16, 0x01, 0x78], payload);
        Assert.Equal([1f, -1f, 0.5f, 0.015625f, 0.015625f, 0f, -0f, 1f], decoded);
    }

    [Fact]
    public void A_block_too_small_to_scale_is_zero_and_left_to_the_residual()
    {
        var residual = new float[2];
        new Fp4Codec().EncodeWithResidual([1e-32f, -1e-40f], new byte[2], residual);

        Assert.Equal([1e-32f, -1e-40f], residual);
    }

    private protected override void Encode(float[] values, byte[] payload, float[] residual, SimdWidth widest) =>
        BlockPayload<Fp4Block>.EncodeWithResidual(values, payload, residual, 1, widest);

    private protected override void Decode(byte[] payload, float[] destination, SimdWidth widest) =>
        BlockPayload<Fp4Block>.Decode(payload, destination, 1, widest);

    private static (byte[] Payload, float[] Decoded) RoundTrip(float[] values)
    {
        var codec = new Fp4Codec();
        var (payload, decoded) = (new byte[codec.ByteCount(values.Length)], new float[values.Length]);
        codec.Decode(payload, codec.Encode(values, payload), decoded);
        return (payload, decoded);
    }
}
