using Tapestry.Training.Data.Batches;

namespace Tapestry.Training.Tests.Data.Batches;

public sealed class PhiloxTests
{
    /// <summary>Known answers of Random123, the authors' library.</summary>
    [Theory]
    [InlineData(0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd)]
    [InlineData(0x299f31d0_a4093822, 0x85a308d3_243f6a88, 0x03707344_13198a2e, 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1)]
    public void Known_answers_come_out(ulong key, ulong low, ulong high, uint x, uint y, uint z, uint w) =>
        Assert.Equal((x, y, z, w), Philox.Block(key, low, high));

    [Fact]
    public void Numbers_below_a_bound_are_spread_evenly()
    {
        var counts = new int[10];
        for (var i = 0UL; i < 100_000; i++)
        {
            counts[Philox.Below(10, key: 1, counterLow: i, counterHigh: 0)]++;
        }

        // Five standard deviations of a binomial count are about 475.
        Assert.All(counts, count => Assert.InRange(count, 9_525, 10_475));
    }
}
