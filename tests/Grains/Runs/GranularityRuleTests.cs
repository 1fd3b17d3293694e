using Tapestry.Grains.Runs;
using Tapestry.Grains.Tests.Fixtures;

namespace Tapestry.Grains.Tests.Runs;

public sealed class GranularityRuleTests
{
    private const int Largest = 2047 / 4;

    [Fact]
    public void Eight_times_the_expected_size_fits_the_largest_integer() => Assert.Equal(
        8 * 0.5 / Largest, Of(new MeanUpdateSize(2f, [1, 0.5]), shard: 1, rates: 2f), 1e-7);

    [Fact]
    public void The_size_grows_with_the_learning_rates_of_the_round() => Assert.Equal(
        3 * Of(new MeanUpdateSize(2f, [1, 0.5]), 0, 2f), Of(new MeanUpdateSize(2f, [1, 0.5]), 0, 6f), 1e-7);

    [Theory]
    [InlineData(0)]
    [InlineData(1e-300)]
    public void Without_a_size_that_fp32_can_tell_from_zero_the_rates_stand_for_it(double rms) =>
        Assert.Equal(8 * 0.01 / Largest, Of(new MeanUpdateSize(2f, [rms, 1]), 0, 0.01f), 1e-9);

    [Fact]
    public void The_first_round_goes_by_its_rates() => Assert.Equal(8 * 0.01 / Largest, Of(null, 0, 0.01f), 1e-9);

    private static float Of(MeanUpdateSize? last, int shard, float rates) =>
        GranularityRule.Of(SecureConsortium.Definition(4), last, shard, rates);
}
