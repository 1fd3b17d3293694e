using Tapestry.Kernels.Packing;

namespace Tapestry.Kernels.Tests.Packing;

public sealed class OverflowHeadroomTests
{
    [Fact]
    public void The_magnitude_is_the_largest_whose_sum_stays_below_half_the_modulus()
    {
        for (var bits = 2; bits <= 32; bits++)
        {
            foreach (var contributions in new[] { 1, 2, 3, 4, 5, 16, 17, 100, 1000 }.Where(n => n < 1L << (bits - 1)))
            {
                var headroom = new OverflowHeadroom(bits, contributions);
                Assert.True((long)contributions * headroom.MaxMagnitude < 1L << (bits - 1));
                Assert.True((long)contributions * (headroom.MaxMagnitude + 1L) >= 1L << (bits - 1));
                Assert.True(headroom.PayloadBits >= bits - (int)Math.Ceiling(Math.Log2(contributions)));
                Assert.True((1L << (headroom.PayloadBits - 1)) - 1 <= headroom.MaxMagnitude);
                Assert.True((1L << headroom.PayloadBits) - 1 > headroom.MaxMagnitude);
            }
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 128)]
    [InlineData(12, int.MaxValue)]
    public void No_room_for_a_payload_is_refused_with_both_numbers(int bits, int contributions)
    {
        var error = Assert.Throws<OverflowHeadroomException>(() => new OverflowHeadroom(bits, contributions));

        Assert.Equal((bits, contributions), (error.Bits, error.Contributions));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(33, 1)]
    [InlineData(16, 0)]
    public void Numbers_outside_their_range_are_refused(int bits, int contributions) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new OverflowHeadroom(bits, contributions));
}
