using Tapestry.Kernels.Merging;
using Tapestry.Kernels.Merging.Centers;

namespace Tapestry.Kernels.Tests.Merging.Centers;

public sealed class GeometricMedianTests : MergeRuleSuite
{
    private protected override bool ForgetsOrder => false;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Small_vectors_give_the_published_rounds(int rounds) => SmallVectors.AssertNear(
        SmallVectors.WeiszfeldFromMean[rounds - 1], Merge(new GeometricMedian(rounds), SmallVectors.Source));

    [Fact]
    public void Many_rounds_reach_the_geometric_median() =>
        SmallVectors.AssertNear(SmallVectors.GeometricMedian, Merge(new GeometricMedian(300), SmallVectors.Source));

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public void A_number_of_rounds_outside_its_range_is_refused(int rounds) =>
        Assert.Throws<MergeLimitException>(() => new GeometricMedian(rounds));

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_smoothing_outside_its_range_is_refused(double smoothing) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GeometricMedian(3, smoothing));

    private protected override MergeRule Create() => new GeometricMedian();

    // From the mean, each round leaves about f / (n - f) of the way: from the largest floats, a hundred rounds.
    private protected override MergeRule CreateRobust() => new GeometricMedian(100);

    private protected override float[] Oracle(float[][] contributions)
    {
        double[] equal = [.. contributions.Select(_ => 1.0 / contributions.Length)];
        var center = CenterOracle.Move(contributions, equal, new float[contributions[0].Length]);
        for (var round = 0; round < 3; round++)
        {
            var weights = CenterOracle.Distances(contributions, center).Select(d => 1.0 / Math.Max(1e-6, d)).ToArray();
            var sum = weights.Aggregate(0.0, (total, weight) => total + weight);
            center = CenterOracle.Move(contributions, [.. weights.Select(weight => weight / sum)], center);
        }

        return center;
    }
}
