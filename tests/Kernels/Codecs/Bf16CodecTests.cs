using System.Buffers.Binary;
using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Codecs;

public sealed class Bf16CodecTests : PayloadCodecContract
{
    protected override IPayloadCodec Codec { get; } = new Bf16Codec();

    protected override string Name => "bf16";

    protected override string PinnedDigest =>
        "b10f8f76bb3da5ca8b38d6a8f3c01d76bddee08d95cd7350318cb8fbc725fdda";

    protected override (double Least, double Most) RelativeError => (0.001, 0.003);

    protected override bool FeedbackIsExact => true;

    protected override float Limit => Bf16Codec.MaxValue;

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_coordinate_becomes_the_nearest_bf16_ties_to_even(int length)
    {
        var values = Vectors.AnyFinite(length, seed: length);
        for (var i = 0; i < length; i++)
        {
            values[i] = Math.Clamp(values[i], -Bf16Codec.MaxValue, Bf16Codec.MaxValue);
        }

        var payload = Encode(values);

        var wrong = Enumerable.Range(0, length).FirstOrDefault(
            i => NearestByDistance(values[i]) != BinaryPrimitives.ReadUInt16LittleEndian(payload.AsSpan(2 * i)), -1);
        Assert.True(wrong < 0, $"Coordinate {wrong} is not the nearest.");
    }

    [Theory]
    [InlineData(0x3F80_8000u, 0x3F80)]
    [InlineData(0x3F81_8000u, 0x3F82)]
    [InlineData(0x3F80_8001u, 0x3F81)]
    [InlineData(0x0000_8000u, 0x0000)]
    [InlineData(0x8000_8001u, 0x8001)]
    [InlineData(0x7F7F_7FFFu, 0x7F7F)]
    public void Ties_denormals_and_the_largest_value_round_as_ieee_says(uint bits, int expected) =>
        Assert.Equal(expected, BinaryPrimitives.ReadUInt16LittleEndian(Encode([BitConverter.UInt32BitsToSingle(bits)])));

    [Fact]
    public void All_finite_bf16_values_survive_the_round_trip()
    {
        var payload = new byte[2 * 65_536];
        for (var bits = 0; bits < 65_536; bits++)
        {
            var finite = (bits & 0x7F80) != 0x7F80;
            BinaryPrimitives.WriteUInt16LittleEndian(payload.AsSpan(2 * bits), (ushort)(finite ? bits : 0));
        }

        var values = new float[65_536];
        Codec.Decode(payload, 1f, values);

        Assert.Equal(payload, Encode(values));
    }

    [Fact]
    public void The_error_is_within_the_stated_bound() => Property.Holds(Property.Ordinary(), values =>
    {
        var decoded = new float[values.Length];
        Codec.Decode(Encode(values), 1f, decoded);
        return values.Zip(decoded).All(pair => Math.Abs(pair.First - pair.Second) <= Math.Abs(pair.First) / 256);
    });

    [Fact]
    public void A_value_that_would_round_to_infinity_is_refused_by_index()
    {
        var values = new float[50];
        values[41] = -BitConverter.UInt32BitsToSingle(0x7F7F_8000);

        Assert.Equal(41, Assert.Throws<ValueOutOfRangeException>(() => Encode(values)).Index);
    }

    [Theory]
    [InlineData(0, 0x7F80)]
    [InlineData(40, 0xFFC1)]
    public void A_non_finite_payload_is_refused_and_writes_nothing(int index, int bits)
    {
        var payload = Encode(Vectors.Normal(50, seed: 1));
        BinaryPrimitives.WriteUInt16LittleEndian(payload.AsSpan(2 * index), (ushort)bits);
        var destination = new float[50];

        var error = Assert.Throws<NonFiniteValueException>(() => Codec.Decode(payload, 1f, destination));

        Assert.Equal(index, error.Index);
        Assert.All(destination, value => Assert.Equal(0f, value));
    }

    private byte[] Encode(float[] values)
    {
        var payload = new byte[Codec.ByteCount(values.Length)];
        Assert.Equal(1f, Codec.Encode(values, payload));
        return payload;
    }

    /// <summary>Compares the distances to the two neighbours exactly, in double.</summary>
    private static ushort NearestByDistance(float value)
    {
        var lower = BitConverter.SingleToUInt32Bits(value) & 0xFFFF_0000;
        var upper = lower + 0x1_0000;
        var below = Math.Abs((double)value - BitConverter.UInt32BitsToSingle(lower));
        var above = Math.Abs((double)BitConverter.UInt32BitsToSingle(upper) - value);
        var even = (lower & 0x1_0000) == 0 ? lower : upper;
        var nearest = below < above ? lower : above < below ? upper : even;
        return (ushort)(nearest >> 16);
    }
}
