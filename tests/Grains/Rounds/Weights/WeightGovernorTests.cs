using FsCheck;
using FsCheck.Fluent;
using Tapestry.Grains.Rounds.Weights;

namespace Tapestry.Grains.Tests.Rounds.Weights;

public sealed class WeightGovernorTests
{
    /// <summary>Cohorts of 1 to 200 sites with scores over many magnitudes, zeros among them, and feasible bounds.</summary>
    private static readonly Arbitrary<Cohort> Cohorts = (
        from count in Gen.Choose(1, 200)
        from exponents in Gen.ArrayOf(Gen.Choose(-12, 12), count)
        from zeros in Gen.ArrayOf(Gen.Choose(0, 4), count)
        from capStep in Gen.Choose(0, 1000)
        from floorStep in Gen.Choose(0, 1000)
        let cap = Math.Min(1m, Math.Ceiling(1_000_000_000_000m / count) / 1_000_000_000_000m * (1 + (capStep / 100m)))
        let floor = decimal.Round(1m / count * floorStep / 1000m, 12, MidpointRounding.ToZero)
        select new Cohort(
            [.. exponents.Zip(zeros, (exponent, zero) => zero == 0 ? 0 : Math.Pow(10, exponent) * zero)],
            floor,
            decimal.Round(cap, 12, MidpointRounding.ToPositiveInfinity))).ToArbitrary();

    [Fact]
    public void Weights_add_up_to_exactly_one_and_hold_floor_and_cap_exactly() =>
        Prop.ForAll(Cohorts, cohort =>
        {
            var weights = WeightGovernor.Govern(cohort.Scores, cohort.Floor, cohort.Cap);
            return weights.Sum() == 1m && weights.All(weight => weight >= cohort.Floor && weight <= cohort.Cap);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_higher_score_never_weighs_less() =>
        Prop.ForAll(Cohorts, cohort =>
        {
            var weights = WeightGovernor.Govern(cohort.Scores, cohort.Floor, cohort.Cap);
            var order = Enumerable.Range(0, weights.Count).OrderBy(i => cohort.Scores[i]).ToArray();
            return order.Zip(order.Skip(1)).All(pair =>
                weights[pair.Second] >= weights[pair.First] - 0.000_000_000_001m);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Without_binding_bounds_weights_are_the_shares_of_the_scores()
    {
        var weights = WeightGovernor.Govern([1, 2, 5], floor: 0, cap: 1);

        Assert.Equal([0.125m, 0.25m, 0.625m], weights.Select(weight => decimal.Round(weight, 11)));
    }

    [Fact]
    public void What_a_cap_takes_away_goes_to_the_others_in_proportion()
    {
        var weights = WeightGovernor.Govern([8, 1, 1], floor: 0, cap: 0.5m);

        Assert.Equal([0.5m, 0.25m, 0.25m], weights);
    }

    [Fact]
    public void A_floor_lifts_the_smallest_before_the_rest_is_shared()
    {
        var weights = WeightGovernor.Govern([98, 1, 1], floor: 0.1m, cap: 1);

        Assert.Equal([0.8m, 0.1m, 0.1m], weights.Select(weight => decimal.Round(weight, 11)));
    }

    [Fact]
    public void Sites_that_score_nothing_share_what_capped_sites_may_not_take()
    {
        var weights = WeightGovernor.Govern([3, 0, 0], floor: 0, cap: 0.5m);

        Assert.Equal([0.5m, 0.25m, 0.25m], weights);
    }

    [Fact]
    public void A_cap_of_exactly_one_over_n_gives_everyone_the_cap()
    {
        var weights = WeightGovernor.Govern([1, 1000, 3, 2], floor: 0, cap: 0.25m);

        Assert.All(weights, weight => Assert.Equal(0.25m, weight));
    }

    [Theory]
    [InlineData(3, 0, 0.333, "0.999")]
    [InlineData(1, 0, 0.5, "0.5")]
    public void A_cap_that_n_sites_cannot_reach_is_an_error_that_names_the_sum(int sites, double floor, double cap, string sum)
    {
        var error = Assert.Throws<WeightsImpossibleException>(() =>
            WeightGovernor.Govern([.. Enumerable.Repeat(1.0, sites)], (decimal)floor, (decimal)cap));

        Assert.Contains(sum, error.Message, StringComparison.Ordinal);
        Assert.Contains("raise the cap", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_floor_that_n_sites_exceed_is_an_error() =>
        Assert.Throws<WeightsImpossibleException>(() => WeightGovernor.Govern([1, 1, 1], floor: 0.4m, cap: 1));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1)]
    public void A_score_that_is_not_a_finite_amount_is_refused_by_index(double score)
    {
        var error = Assert.Throws<WeightsImpossibleException>(() => WeightGovernor.Govern([1, score], 0, 1));

        Assert.StartsWith("Score 1 ", error.Message, StringComparison.Ordinal);
    }

    private sealed record Cohort(IReadOnlyList<double> Scores, decimal Floor, decimal Cap);
}
