using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Tests.Fixtures;

namespace Tapestry.Grains.Tests.Ledger;

public sealed class LedgerGrainTests : IAsyncLifetime
{
    private static readonly LedgerId Ledger = new(TestConsortium.Site(0), "letters");
    private static readonly LedgerRelease One = LinearComposition.Costing(1);
    private TestRegion region = null!;
    private ILedgerGrain ledger = null!;

    public async Task InitializeAsync()
    {
        region = await TestRegion.CreateAsync();
        ledger = region.Grains.GetGrain<ILedgerGrain>(Ledger.Value);
    }

    public async Task DisposeAsync() => await region.DisposeAsync();

    [Fact]
    public async Task A_ledger_that_nothing_was_written_to_is_empty()
    {
        var view = await ledger.GetAsync();

        Assert.Equal((Ledger, null), (view.Ledger, view.Budget));
        Assert.Empty(view.Charges);
        Assert.Empty(view.Reserved);
    }

    [Fact]
    public async Task What_is_reserved_counts_before_it_is_charged()
    {
        await ledger.SetBudgetAsync(new PrivacyBudget(2, 1e-5));

        Assert.Null((await ledger.ReserveAsync(Round(1), One)).Refusal);
        Assert.Null((await ledger.ReserveAsync(Round(2), One)).Refusal);
        Assert.NotNull((await ledger.ReserveAsync(Round(3), One)).Refusal);
    }

    [Fact]
    public async Task A_refusal_names_spent_asked_limit_and_remedy_and_reserves_nothing()
    {
        await ledger.SetBudgetAsync(new PrivacyBudget(2, 1e-5));
        await ChargeAsync(1, LinearComposition.Costing(0.5));
        await ledger.ReserveAsync(Round(2), One);

        var decision = await ledger.ReserveAsync(Round(3), One);

        Assert.Equal(
            "The region's ledger 'site-0/letters' has epsilon 1.5 spent or reserved; the round would bring it to 2.5 and the limit is "
            + "epsilon 2 at delta 1E-05. Run fewer rounds or more noise, raise the budget, or keep the dataset out of the run.",
            decision.Refusal);
        Assert.Equal([Round(2)], (await ledger.GetAsync()).Reserved.Select(reserved => reserved.Round));
    }

    [Fact]
    public async Task A_release_without_noise_fits_no_budget_and_any_ledger_without_one()
    {
        var noiseFree = new LedgerRelease(new NoiseFreeRelease());
        Assert.Null((await ledger.ReserveAsync(Round(1), noiseFree)).Refusal);
        await ledger.FreeAsync(Round(1));
        await ledger.SetBudgetAsync(new PrivacyBudget(1e9, 0.5));

        var refusal = (await ledger.ReserveAsync(Round(2), noiseFree)).Refusal;

        Assert.Contains("would bring it to without bound", refusal, StringComparison.Ordinal);
        Assert.Contains("Run it with noise", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_released_before_a_budget_was_declared_counts_against_it()
    {
        await ChargeAsync(1, LinearComposition.Costing(3));
        await ledger.SetBudgetAsync(new PrivacyBudget(3.5, 1e-5));

        Assert.Contains("has epsilon 3 spent", (await ledger.ReserveAsync(Round(2), One)).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Duplicates_change_nothing()
    {
        await ledger.SetBudgetAsync(new PrivacyBudget(2, 1e-5));
        for (var repeat = 0; repeat < 3; repeat++)
        {
            Assert.Null((await ledger.ReserveAsync(Round(1), One)).Refusal);
        }

        for (var repeat = 0; repeat < 3; repeat++)
        {
            await ledger.ChargeAsync(Round(1));
            await ledger.FreeAsync(Round(1));
            Assert.Null((await ledger.ReserveAsync(Round(1), One)).Refusal);
        }

        var view = await ledger.GetAsync();
        Assert.Equal(One, Assert.Single(view.Charges).Total);
        Assert.Empty(view.Reserved);
        Assert.Equal(
            ["budget-set", "release-reserved", "release-charged"],
            (await region.EventsAsync()).Select(recorded => recorded.Name));
    }

    [Fact]
    public async Task What_was_freed_can_be_reserved_by_another_round()
    {
        await ledger.SetBudgetAsync(new PrivacyBudget(1, 1e-5));
        await ledger.ReserveAsync(Round(1), One);
        Assert.NotNull((await ledger.ReserveAsync(Round(2), One)).Refusal);

        await ledger.FreeAsync(Round(1));

        Assert.Null((await ledger.ReserveAsync(Round(2), One)).Refusal);
    }

    [Fact]
    public async Task Nothing_is_charged_that_was_not_reserved()
    {
        var error = await Assert.ThrowsAsync<LedgerException>(() => ledger.ChargeAsync(Round(1)));

        Assert.Equal(LedgerException.NotReserved, error.Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_round_with_two_different_releases_is_refused(bool isCharged)
    {
        await ledger.ReserveAsync(Round(1), One);
        if (isCharged)
        {
            await ledger.ChargeAsync(Round(1));
        }

        var error = await Assert.ThrowsAsync<LedgerException>(() => ledger.ReserveAsync(Round(1), LinearComposition.Costing(2)));

        Assert.Equal(LedgerException.Contradiction, error.Code);
    }

    [Fact]
    public async Task Hundreds_of_equal_rounds_are_one_entry_and_runs_stay_apart()
    {
        foreach (var number in Enumerable.Range(1, 300).Where(number => number != 150))
        {
            await ChargeAsync(number, One);
        }

        await ledger.ReserveAsync(new RoundId(new RunId("other"), 1), One);
        await ledger.ChargeAsync(new RoundId(new RunId("other"), 1));

        var charges = (await ledger.GetAsync()).Charges;
        Assert.Equal(["run", "other"], charges.Select(charge => charge.Run.Value));
        Assert.Equal([new RoundSpan(1, 149), new RoundSpan(151, 300)], charges[0].Rounds);
        Assert.Equal([One with { Count = 300 }], charges.Releases());
    }

    [Theory]
    [InlineData(0, 1e-5)]
    [InlineData(double.NaN, 1e-5)]
    [InlineData(double.PositiveInfinity, 1e-5)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    public async Task A_budget_out_of_range_is_refused(double epsilon, double delta) => Assert.Equal(
        LedgerException.InvalidBudget,
        (await Assert.ThrowsAsync<LedgerException>(() => ledger.SetBudgetAsync(new PrivacyBudget(epsilon, delta)))).Code);

    [Theory]
    [InlineData(0, 2, 1, 1, 1, 1)]
    [InlineData(1, 0, 1, 1, 1, 1)]
    [InlineData(1, 2, 0, 1, 1, 1)]
    [InlineData(1, 2, 1, double.NaN, 1, 1)]
    [InlineData(1, 2, 1, 1, double.PositiveInfinity, 1)]
    [InlineData(1, 2, 1, 1, 1, 0)]
    public async Task A_release_out_of_range_is_refused(double deviation, int sites, long dimension, double l2, double l1, long count) =>
        Assert.Equal(
            LedgerException.InvalidRelease,
            (await Assert.ThrowsAsync<LedgerException>(() => ledger.ReserveAsync(
                Round(1), new LedgerRelease(new DistributedDiscreteGaussianRelease(deviation, sites, dimension, l2, l1), count)))).Code);

    private static RoundId Round(int number) => new(TestConsortium.Run, number);

    private async Task ChargeAsync(int number, LedgerRelease release)
    {
        await ledger.ReserveAsync(Round(number), release);
        await ledger.ChargeAsync(Round(number));
    }
}
