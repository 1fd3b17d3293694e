using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Codecs.Blocks;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Codecs.Blocks;

public sealed class Int4CodecTests : BlockContract
{
    protected override IPayloadCodec Codec { get; } = new Int4Codec();

    protected override string Name => "int4";

    protected override string PinnedDigest =>
        "ad87722b00a775738cddc073326c21a416d3c6d49eb11864a17eeda840d93067";

    protected override (double Least, double Most) RelativeError => (0.085, 0.105);

    protected override bool FeedbackIsExact => true;

    protected override byte[] ForbiddenScale => [0x00, 0x7E];

    [Fact]
    public void Each_coordinate_becomes_the_nearest_of_sixteen_levels()
    {
        var values = Vectors.Normal(64 * 200, seed: 6);
        var decoded = RoundTrip(values).Decoded;
        for (var start = 0; start < values.Length; start += 64)
        {
            var block = values.AsSpan(start, 64).ToArray();
            var extreme = block.MaxBy(MathF.Abs);
            var step = BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(extreme / -8) & 0xFFFF_0000);
            for (var i = 0; i < 64; i++)
            {
                var least = Enumerable.Range(-8, 16).Min(level => Math.Abs(block[i] - ((double)level * step)));
                Assert.Equal(least, Math.Abs((double)block[i] - decoded[start + i]), 1e-6 * Math.Abs(step));
            }
        }
    }

    [Fact]
    public void The_extreme_is_the_code_minus_eight_and_the_positive_one_of_a_tie()
    {
        var (negative, decodedNegative) = RoundTrip([0.4f, -8f, 7.9f, 3.5f]);
        var (tie, decodedTie) = RoundTrip([0.4f, -8f, 8f, 3.5f]);

        Assert.Equal([0x80, 0x3F, 0x80, 0x47], negative);
        Assert.Equal([0f, -8f, 7f, 4f], decodedNegative);
        Assert.Equal([0x80, 0xBF, 0x70, 0xC8], tie);
        Assert.Equal([0f, -7f, 8f, 4f], decodedTie);
    }

    [Fact]
    public void A_block_too_small_to_scale_is_zero_and_left_to_the_residual()
    {
        var residual = new float[2];
        new Int4Codec().EncodeWithResidual([1e-32f, -1e-40f], new byte[3], residual);

        Assert.Equal([1e-32f, -1e-40f], residual);
    }

    private protected override void Encode(float[] values, byte[] payload, float[] residual, SimdWidth widest) =>
        BlockPayload<Int4Block>.EncodeWithResidual(values, payload, residual, 1, widest);

    private protected override void Decode(byte[] payload, float[] destination, SimdWidth widest) =>
        BlockPayload<Int4Block>.Decode(payload, destination, 1, widest);

    private static (byte[] Payload, float[] Decoded) RoundTrip(float[] values)
    {
        var codec = new Int4Codec();
        var (payload, decoded) = (new byte[codec.ByteCount(values.Length)], new float[values.Length]);
        codec.Decode(payload, codec.Encode(values, payload), decoded);
        return (payload, decoded);
    }
}
