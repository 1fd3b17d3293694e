using Tapestry.Training.Checkpoints;

namespace Tapestry.Training.Tests.Checkpoints;

public sealed class BFloat16CodecTests
{
    [Theory]
    [InlineData(0x3f800000u, 0x3f80)] // exact
    [InlineData(0x3f808000u, 0x3f80)] // a tie goes to even, down
    [InlineData(0x3f818000u, 0x3f82)] // a tie goes to even, up
    [InlineData(0x3f808001u, 0x3f81)] // over the tie
    [InlineData(0x7f7fffffu, 0x7f80)] // the largest float becomes infinity
    [InlineData(0xff800000u, 0xff80)] // infinity
    [InlineData(0x7f800001u, 0x7fc0)] // NaN stays NaN
    public void Values_round_to_nearest_even(uint bits, int expected)
    {
        var encoded = new ushort[1];

        BFloat16Codec.Encode([BitConverter.UInt32BitsToSingle(bits)], encoded);

        Assert.Equal(expected, encoded[0]);
    }

    [Fact]
    public void Every_bfloat16_number_survives()
    {
        var all = Enumerable.Range(0, 1 << 16).Select(value => (ushort)value).ToArray();
        var floats = new float[all.Length];
        var back = new ushort[all.Length];

        BFloat16Codec.Decode(all, floats);
        BFloat16Codec.Encode(floats, back);

        var numbers = all.Where((_, index) => !float.IsNaN(floats[index]));
        Assert.All(numbers, value => Assert.Equal(value, back[value]));
    }
}
