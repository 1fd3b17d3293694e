using Tapestry.Kernels.Merging;
using Tapestry.Kernels.Merging.OrderStatistics;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Merging.OrderStatistics;

public sealed class CoordinateMedianTests : MergeRuleSuite
{
    [Fact]
    public void Small_vectors_give_the_published_median() =>
        SmallVectors.AssertNear(SmallVectors.Median, Merge(Create(), SmallVectors.Source));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(33)]
    [InlineData(100)]
    [InlineData(1024)]
    public void Any_number_of_contributions_is_sorted(int count)
    {
        float[][] vectors = [.. Enumerable.Range(0, count).Select(site => Vectors.Normal(70, seed: site))];

        Vectors.AssertSameBits(Oracle(vectors), Merge(new CoordinateMedian(), Contributions.Of(vectors)));
    }

    [Fact]
    public void Two_huge_middle_values_do_not_overflow() =>
        Assert.Equal([float.MaxValue], Merge(new CoordinateMedian(), Contributions.Of([float.MaxValue], [float.MaxValue])));

    [Fact]
    public void Half_the_contributions_or_more_cannot_be_withstood()
    {
        var error = Assert.Throws<MergeLimitException>(() => Merge(new CoordinateMedian(3), Contributions.Of([1f], [2f])));

        Assert.Equal(
            "median: contributions is 2 and must be at least 7. Wait for more contributions or lower f.", error.Message);
        Assert.Throws<MergeLimitException>(() => new CoordinateMedian(-1));
    }

    private protected override MergeRule Create() => new CoordinateMedian(faulty: 2);

    private protected override float[] Oracle(float[][] contributions) =>
        [.. Enumerable.Range(0, contributions[0].Length).Select(i =>
        {
            float[] sorted = [.. contributions.Select(vector => vector[i] + 0f).Order()];
            var (low, high) = (sorted[(sorted.Length - 1) / 2], sorted[sorted.Length / 2]);
            return sorted.Length % 2 == 1 ? low : (float)(((double)low + high) / 2);
        })];
}
