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
        "6d4b5ed5e7d850cbb0612bc59b315441223f0cc0a65c35013ba8696a9b44549d";

    protected override (double Least, double Most) RelativeError => (0.165, 0.178);

    protected override bool FeedbackIsExact => true;

    protected override byte[] ForbiddenScale => [0x80, 0x0F];

    [Fact]
    public void Each_coordinate_becomes_the_nearest_level_of_its_blocks_scale()
    {
        var values = Vectors.Normal(64 * 200, seed: 6);
        var (payload, decoded) = RoundTrip(values);
        for (var i = 0; i < values.Length; i++)
        {
            Assert.Equal(Loss(values[i], ScaleOf(payload, i / 64)), Square(values[i] - (double)decoded[i]));
            Assert.Equal(float.IsNegative(values[i]), float.IsNegative(decoded[i]));
        }
    }

    [Fact]
    public void No_other_scale_of_the_eight_loses_less()
    {
        var values = Vectors.Normal(64 * 200, seed: 8, scale: 1e-3);
        var (payload, _) = RoundTrip(values);
        for (var block = 0; block < values.Length / 64; block++)
        {
            var coordinates = values.AsSpan(block * 64, 64).ToArray();
            var upperBits = coordinates.Max(value => BitConverter.SingleToInt32Bits(MathF.Abs(value))) >> 20;
            var losses = Enumerable.Range(upperBits - 4, 8)
                .Select(code => BitConverter.Int32BitsToSingle(code << 20))
                .ToDictionary(scale => scale, scale => coordinates.Sum(value => Loss(value, scale)));

            Assert.InRange(losses[ScaleOf(payload, block)], 0, losses.Values.Min() * (1 + 1e-5));
        }
    }

    [Fact]
    public void Codes_are_sign_and_exponent_with_ties_upwards()
    {
        var (payload, decoded) = RoundTrip([1f, -1f, 0.5f, 0.5f, 0.375f, 0.015625f, 0.0078125f, 0.0078f, -0f, 0.25f]);

        Assert.Equal([0x80, 0x3F, 0xF7, 0x66, 0x16, 0x01, 0x58], payload);
        Assert.Equal([1f, -1f, 0.5f, 0.5f, 0.5f, 0.015625f, 0.015625f, 0f, -0f, 0.25f], decoded);
    }

    [Theory]
    [InlineData(1f, 0x3F80)]
    [InlineData(1.125f, 0x3F90)]
    [InlineData(float.MaxValue, 0x7F70)]
    [InlineData(5.0487098e-29f, 0x1080)]
    public void One_value_gets_the_scale_nearest_to_it(float value, int scale)
    {
        var payload = new byte[3];
        new Fp4Codec().Encode([value], payload);

        Assert.Equal(scale, payload[0] | (payload[1] << 8));
    }

    [Fact]
    public void A_block_too_small_to_scale_is_zero_and_left_to_the_residual()
    {
        var residual = new float[2];
        new Fp4Codec().EncodeWithResidual([4e-29f, -1e-40f], new byte[3], residual);

        Assert.Equal([4e-29f, -1e-40f], residual);
    }

    private protected override void Encode(float[] values, byte[] payload, float[] residual, SimdWidth widest) =>
        BlockPayload<Fp4Block>.EncodeWithResidual(values, payload, residual, 1, widest);

    private protected override void Decode(byte[] payload, float[] destination, SimdWidth widest) =>
        BlockPayload<Fp4Block>.Decode(payload, destination, 1, widest);

    private static float ScaleOf(byte[] payload, int block) =>
        BitConverter.Int32BitsToSingle((payload[2 * block] | (payload[(2 * block) + 1] << 8)) << 16);

    private static double Loss(float value, float scale) => Enumerable.Range(-6, 7)
        .Select(exponent => Math.ScaleB(scale, exponent)).Append(0)
        .Min(level => Square(Math.Abs((double)value) - level));

    private static double Square(double value) => value * value;

    private static (byte[] Payload, float[] Decoded) RoundTrip(float[] values)
    {
        var codec = new Fp4Codec();
        var (payload, decoded) = (new byte[codec.ByteCount(values.Length)], new float[values.Length]);
        codec.Decode(payload, codec.Encode(values, payload), decoded);
        return (payload, decoded);
    }
}
