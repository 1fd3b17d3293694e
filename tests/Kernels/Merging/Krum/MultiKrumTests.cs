using Tapestry.Kernels.Merging;
using Tapestry.Kernels.Merging.Krum;

namespace Tapestry.Kernels.Tests.Merging.Krum;

public sealed class MultiKrumTests : MergeRuleSuite
{
    [Fact]
    public void Small_vectors_give_the_published_mean() =>
        SmallVectors.AssertNear(SmallVectors.MultiKrumOfTwo, Merge(new KrumRule(1, 2), SmallVectors.Source));

    [Fact]
    public void More_than_can_be_trusted_are_not_selected()
    {
        Assert.Equal(2, Assert.Throws<MergeLimitException>(() => Merge(new KrumRule(1, 3), SmallVectors.Source)).Limit);
        Assert.Throws<MergeLimitException>(() => new KrumRule(1, 0));
    }

    private protected override MergeRule Create() => new KrumRule(2, 5);

    private protected override float[] Oracle(float[][] contributions)
    {
        var best = KrumOracle.Best(contributions, 2, 5);
        return [.. contributions[0].Select((_, i) => (float)(best.Aggregate(0.0, (sum, site) => sum + contributions[site][i]) / 5))];
    }
}
