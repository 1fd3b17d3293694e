using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Merging;
using Tapestry.Kernels.Merging.Centers;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Merging.Centers;

public sealed class CenteredClippingTests : MergeRuleSuite
{
    private protected override bool ForgetsOrder => false;

    // It starts from zeros, which do not move with the contributions; from a start that does, it follows.
    private protected override bool FollowsTranslation => false;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Small_vectors_give_the_published_rounds(int rounds) => SmallVectors.AssertNear(
        SmallVectors.CenteredClippingOfOneFromZero[rounds - 1], Merge(new CenteredClipping(1, rounds), SmallVectors.Source));

    [Fact]
    public void One_round_from_zeros_is_the_mean_of_bounded_contributions() => SmallVectors.AssertNear(
        SmallVectors.MeanOfNormAtMostTwo, Merge(new CenteredClipping(2), SmallVectors.Source));

    [Fact]
    public void A_wide_radius_is_the_mean() =>
        SmallVectors.AssertNear(SmallVectors.Mean, Merge(new CenteredClipping(100), SmallVectors.Source));

    [Fact]
    public void It_follows_a_translation_of_contributions_and_start()
    {
        var vectors = Honest(500);
        float[][] moved = [.. vectors.Select(vector => vector.Select(value => value + 3f).ToArray())];
        var (near, far) = (new float[500], new float[500]);
        var start = Vectors.Normal(500, seed: 1);
        new CenteredClipping(5, 2).MergeFrom(Contributions.Of(vectors), start, near);
        Array.Copy(start.Select(value => value + 3f).ToArray(), far, 500);
        new CenteredClipping(5, 2).MergeFrom(Contributions.Of(moved), far, far);

        Assert.All(near.Zip(far), pair => Assert.Equal(pair.First + 3f, pair.Second, 2e-6f));
    }

    [Fact]
    public void Rounds_continue_where_the_last_merge_ended()
    {
        var (source, once) = (Contributions.Of(Honest(500)), new float[500]);
        new CenteredClipping(2).Merge(source, once);
        new CenteredClipping(2).MergeFrom(source, once, once);

        Vectors.AssertSameBits(Merge(new CenteredClipping(2, 2), source), once);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_radius_outside_its_range_is_refused(double radius) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CenteredClipping(radius));

    [Fact]
    public void A_start_that_is_not_finite_or_not_as_long_is_refused()
    {
        var (source, destination) = (Contributions.Of([1f, 1f]), new float[] { 7f, 7f });

        Assert.Equal(1, Assert.Throws<NonFiniteValueException>(
            () => new CenteredClipping(1).MergeFrom(source, [0f, float.NaN], destination)).Index);
        Assert.Throws<LengthMismatchException>(() => new CenteredClipping(1).MergeFrom(source, [0f], destination));
        Assert.Equal([7f, 7f], destination);
    }

    private protected override MergeRule Create() => new CenteredClipping(10, 3);

    private protected override float[] Oracle(float[][] contributions)
    {
        var center = new float[contributions[0].Length];
        for (var round = 0; round < 3; round++)
        {
            var factors = CenterOracle.Distances(contributions, center).Select(d => Math.Min(1, 10 / d) / contributions.Length);
            center = CenterOracle.Move(contributions, [.. factors], center);
        }

        return center;
    }
}
