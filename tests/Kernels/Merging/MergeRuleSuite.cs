using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Merging;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Merging;

/// <summary>What every merge rule holds; a subclass names the rule and its oracle.</summary>
public abstract class MergeRuleSuite
{
    private const int Faulty = 2;

    public static TheoryData<int> Sizes => Vectors.SizeCases();

    /// <summary>The rule, set up to withstand two faults of nine.</summary>
    private protected abstract MergeRule Create();

    /// <summary>The rule as it has to be set up against faults of any size.</summary>
    private protected virtual MergeRule CreateRobust() => Create();

    /// <summary>The slow, obvious way to the same bits.</summary>
    private protected abstract float[] Oracle(float[][] contributions);

    /// <summary>Whether the order of the contributions shows in no bit; else only in the last ones.</summary>
    private protected virtual bool ForgetsOrder => true;

    /// <summary>Whether the rule follows a common shift of all contributions.</summary>
    private protected virtual bool FollowsTranslation => true;

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_stated_order_one_coordinate_at_a_time_gives_the_same_bits(int length)
    {
        var vectors = Honest(length > 60_000 ? 9_001 : length);
        var expected = Oracle(vectors);

        Vectors.AssertSameBits(expected, Merge(Create(), Contributions.Of(vectors)));
        Vectors.AssertSameBits(expected, Merge(Create(), Contributions.Copying(vectors)));
        Vectors.AssertSameBits(expected, Merge(Create(), Contributions.Copying(vectors), cores: 3));
    }

    [Fact]
    public void Values_of_any_size_follow_the_oracle()
    {
        float[][] vectors = [.. Enumerable.Range(0, 9).Select(site => Vectors.AnyFinite(1500, seed: 70 + site))];

        Vectors.AssertSameBits(Oracle(vectors), Merge(Create(), Contributions.Of(vectors)));
    }

    [Fact]
    public void The_order_of_the_contributions_does_not_show()
    {
        var vectors = Honest(3000);
        var merged = Merge(Create(), Contributions.Of(vectors));
        var random = new Random(5);
        for (var trial = 0; trial < 5; trial++)
        {
            random.Shuffle(vectors);
            var shuffled = Merge(Create(), Contributions.Of(vectors));
            if (ForgetsOrder)
            {
                Vectors.AssertSameBits(merged, shuffled);
            }
            else
            {
                Assert.True(Largest(merged, shuffled) < 1e-6);
            }
        }
    }

    [Theory]
    [InlineData(1e3f)]
    [InlineData(float.MaxValue)]
    public void Wild_contributions_move_the_merge_little_and_the_mean_far(float wild)
    {
        var vectors = Honest(1000);
        var honest = Merge(CreateRobust(), Contributions.Of(vectors));
        for (var site = 0; site < Faulty; site++)
        {
            Array.Fill(vectors[3 * site], wild);
        }

        Assert.True(Largest(honest, Merge(CreateRobust(), Contributions.Of(vectors))) < 5);

        var mean = new WeightedSum(1000);
        mean.AddRange(Contributions.Of(vectors), [.. Enumerable.Repeat(1.0 / 9, 9)]);
        var carriedAway = new float[1000];
        mean.Finish(carriedAway);
        Assert.True(Largest(honest, carriedAway) > 100);
    }

    [Fact]
    public void Moving_every_contribution_moves_the_merge()
    {
        var vectors = Honest(1000);
        var merged = Merge(Create(), Contributions.Of(vectors));
        float[][] moved = [.. vectors.Select(vector => vector.Select((value, i) => value + (i % 3)).ToArray())];
        var expected = merged.Select((value, i) => value + (FollowsTranslation ? i % 3 : 0)).ToArray();
        var actual = Merge(Create(), Contributions.Of(moved));

        Assert.Equal(FollowsTranslation, Largest(expected, actual) < 1e-4);
    }

    [Fact]
    public void One_contribution_nine_times_is_the_merge()
    {
        var vector = Vectors.Normal(777, seed: 3);
        var merged = Merge(Create(), Contributions.Of([.. Enumerable.Repeat(vector, 9)]));

        Assert.True(!FollowsTranslation || Largest(vector, merged) < 1e-6);
    }

    [Theory]
    [InlineData(0, 0, float.NaN)]
    [InlineData(8, 8999, float.PositiveInfinity)]
    [InlineData(4, 5003, float.NegativeInfinity)]
    public void A_non_finite_value_is_refused_by_contribution_and_index_and_the_destination_cleared(
        int site, int index, float value)
    {
        var vectors = Honest(9000);
        vectors[site][index] = value;
        var destination = Vectors.Normal(9000, seed: 1);

        var error = Assert.Throws<NonFiniteValueException>(() => Create().Merge(Contributions.Of(vectors), destination));

        Assert.Equal(($"contribution {site}", index), (error.Vector, error.Index));
        Assert.Equal(new float[9000], destination);
    }

    [Fact]
    public void A_rule_serves_other_numbers_and_lengths_and_then_the_first_again()
    {
        var rule = Create();
        var vectors = Honest(2500);
        var first = Merge(rule, Contributions.Of(vectors));
        Merge(rule, Contributions.Of([.. vectors, Vectors.Normal(2500, seed: 99)]));
        Merge(rule, Contributions.Of(Honest(3)));

        Vectors.AssertSameBits(first, Merge(rule, Contributions.Of(vectors)));
    }

    [Fact]
    public void A_repeated_merge_allocates_nothing()
    {
        var (rule, source, destination) = (Create(), Contributions.Of(Honest(3000)), new float[3000]);

        Allocations.AssertNoneAfterFirst(() => rule.Merge(source, destination));
    }

    [Fact]
    public void Too_many_contributions_or_another_length_are_refused()
    {
        float[] destination = [1f];
        var many = Contributions.Of([.. Enumerable.Repeat(destination, MergeRule.MaxContributions + 1)]);

        var error = Assert.Throws<MergeLimitException>(() => Create().Merge(many, destination));
        Assert.Equal((1025, 1024), (error.Value, error.Limit));
        Assert.Throws<LengthMismatchException>(() => Create().Merge(Contributions.Of(Honest(2)), destination));
        Assert.Throws<ArgumentOutOfRangeException>(() => Create().Merge(Contributions.Of(Honest(1)), destination, cores: 0));
        Assert.Equal([1f], destination);
    }

    private protected static float[][] Honest(int length) =>
        [.. Enumerable.Range(0, 9).Select(site => Vectors.Normal(length, seed: 40 + site))];

    private protected static float[] Merge(MergeRule rule, IContributionSource source, int cores = 1)
    {
        var destination = new float[source.Length];
        rule.Merge(source, destination, cores);
        return destination;
    }

    private static double Largest(float[] left, float[] right) =>
        left.Zip(right, (a, b) => Math.Abs((double)a - b)).DefaultIfEmpty().Max();
}
