using Tapestry.Kernels.Merging;
using Tapestry.Kernels.Merging.OrderStatistics;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Merging.OrderStatistics;

public sealed class TrimmedMeanTests : MergeRuleSuite
{
    [Fact]
    public void Small_vectors_give_the_published_trimmed_mean() =>
        SmallVectors.AssertNear(SmallVectors.TrimmedOnce, Merge(new TrimmedMean(1), SmallVectors.Source));

    [Fact]
    public void Trimming_nothing_is_the_mean() =>
        SmallVectors.AssertNear(SmallVectors.Mean, Merge(new TrimmedMean(0), SmallVectors.Source));

    [Theory]
    [InlineData(3, 1)]
    [InlineData(4, 1)]
    [InlineData(16, 7)]
    [InlineData(40, 3)]
    public void Any_number_is_trimmed(int count, int trimmed)
    {
        float[][] vectors = [.. Enumerable.Range(0, count).Select(site => Vectors.Normal(70, seed: site))];

        Vectors.AssertSameBits(
            TrimmedOracle(vectors, trimmed), Merge(new TrimmedMean(trimmed), Contributions.Of(vectors)));
    }

    [Fact]
    public void Trimming_everything_is_refused()
    {
        var error = Assert.Throws<MergeLimitException>(() => Merge(new TrimmedMean(1), Contributions.Of([1f], [2f])));

        Assert.Equal(
            ("trimmed mean", "contributions", 2, 3), (error.Rule, error.Quantity, error.Value, error.Limit));
        Assert.Throws<MergeLimitException>(() => new TrimmedMean(-1));
    }

    private protected override MergeRule Create() => new TrimmedMean(2);

    private protected override float[] Oracle(float[][] contributions) => TrimmedOracle(contributions, 2);

    private static float[] TrimmedOracle(float[][] contributions, int trimmed) =>
        [.. Enumerable.Range(0, contributions[0].Length).Select(i =>
        {
            var kept = contributions.Select(vector => vector[i] + 0f).Order().Skip(trimmed).SkipLast(trimmed).ToArray();
            return (float)(kept.Aggregate(0.0, (sum, value) => sum + value) / kept.Length);
        })];
}
