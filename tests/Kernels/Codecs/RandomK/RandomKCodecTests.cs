using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Codecs.RandomK;
using Tapestry.Kernels.Errors;

namespace Tapestry.Kernels.Tests.Codecs.RandomK;

public sealed class RandomKCodecTests : PayloadCodecContract
{
    private static readonly byte[] Seed = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    protected override IPayloadCodec Codec { get; } = new RandomKCodec(Seed, 16);

    protected override string Name => "randomk";

    protected override string PinnedDigest =>
        "59c532e3f1d35674d6a04eca5c6710ea9e21d3c90c4933cc3dab71f2bbab763f";

    protected override (double Least, double Most) RelativeError => (0.96, 0.975);

    protected override bool FeedbackIsExact => true;

    [Theory]
    [InlineData(0, 16, 36)]
    [InlineData(16, 16, 36 + 4)]
    [InlineData(17, 16, 36 + 8)]
    [InlineData(5, 65_536, 36 + 4)]
    public void The_size_is_the_seed_and_a_value_for_each_group(int length, int group, long bytes) =>
        Assert.Equal(bytes, new RandomKCodec(Seed, group).ByteCount(length));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(131_072)]
    public void A_group_length_that_is_no_power_of_two_up_to_65536_is_refused(int group) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomKCodec(Seed, group));

    [Fact]
    public void A_frame_of_another_seed_or_group_length_is_refused_by_field()
    {
        var payload = new byte[Codec.ByteCount(64)];
        Codec.Encode(new float[64], payload);
        payload[3] ^= 1;
        var seed = Assert.Throws<PayloadFormatException>(() => Codec.Decode(payload, 1f, new float[64]));
        payload[3] ^= 1;
        payload[32] = 8;
        var group = Assert.Throws<PayloadFormatException>(() => Codec.Decode(payload, 1f, new float[64]));

        Assert.Equal(("seed", "group length", "8"), (seed.Field, group.Field, group.Value));
    }

    [Fact]
    public void A_value_that_stands_for_no_coordinate_must_be_zero()
    {
        // One coordinate in a group of 2^16: this seed's choice lies beyond it.
        var codec = new RandomKCodec(Seed, 65_536);
        var payload = new byte[codec.ByteCount(1)];
        codec.Encode([5f], payload);
        Assert.Equal(0, payload[39]);
        payload[39] = 0x3F;

        var error = Assert.Throws<PayloadFormatException>(() => codec.Decode(payload, 1f, new float[1]));

        Assert.Equal("value of no coordinate", error.Field);
    }

    [Fact]
    public void A_value_that_is_not_finite_is_refused()
    {
        var payload = new byte[Codec.ByteCount(64)];
        Codec.Encode(new float[64], payload);
        BitConverter.TryWriteBytes(payload.AsSpan(36 + 8), float.NaN);

        Assert.Equal(2, Assert.Throws<NonFiniteValueException>(() => Codec.Decode(payload, 1f, new float[64])).Index);
    }
}
