using Tapestry.Kernels.Merging;
using Tapestry.Kernels.Merging.Krum;

namespace Tapestry.Kernels.Tests.Merging.Krum;

public sealed class KrumTests : MergeRuleSuite
{
    [Fact]
    public void Small_vectors_give_the_published_choice() => Assert.Equal(SmallVectors.X[3], Merge(new KrumRule(1), SmallVectors.Source));

    [Fact]
    public void Too_few_contributions_for_the_faults_are_refused()
    {
        var error = Assert.Throws<MergeLimitException>(() => Merge(new KrumRule(2), SmallVectors.Source));

        Assert.Equal("krum: contributions is 5 and must be at least 7. Wait for more contributions or lower f.", error.Message);
        Assert.Throws<MergeLimitException>(() => new KrumRule(-1));
    }

    private protected override MergeRule Create() => new KrumRule(2);

    private protected override float[] Oracle(float[][] contributions) => contributions[KrumOracle.Best(contributions, 2, 1)[0]];
}
