using Tapestry.Client.Site.Ledger;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Silo.Ledger;
using Tapestry.Testing;

namespace Tapestry.Client.Tests.Site.Ledger;

public sealed class SiteLedgerTests : IDisposable
{
    private const string Dataset = "letters";

    // Central noise 10 times what one site can change: about epsilon 0.39 a round at delta 1e-5.
    private static readonly LedgerRelease Noisy = new(new DistributedDiscreteGaussianRelease(10, 4, 100, 2, 4));
    private static readonly PrivacyBudget Budget = new(1, 1e-5);
    private readonly TemporaryFolder folder = new();

    private string Path => folder.File("ledger.json");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_recorded_is_on_disk_at_once_and_counts_after_a_restart()
    {
        var ledger = Open();
        var rounds = 0;
        while (ledger.ReasonToRefuse(Dataset, Budget, Round(rounds + 1), Noisy) is null)
        {
            rounds++;
            ledger.Record(Dataset, Round(rounds), Noisy);
            ledger.Record(Dataset, Round(rounds), Noisy);
        }

        var reopened = Open();
        Assert.InRange(rounds, 3, 30);
        Assert.Equal([new RoundSpan(1, rounds)], Assert.Single(reopened.Charges(Dataset)).Rounds);
        Assert.Contains(
            "The site's own record of 'letters' has epsilon", reopened.ReasonToRefuse(Dataset, Budget, Round(rounds + 1), Noisy),
            StringComparison.Ordinal);
        Assert.True(new RdpReleaseComposition().Epsilon(reopened.Charges(Dataset).Releases(), Budget.Delta) <= Budget.Epsilon);
    }

    [Fact]
    public void A_round_on_record_may_go_on_after_a_restart_with_the_same_release_only()
    {
        Open().Record(Dataset, Round(1), Noisy);
        var ledger = Open();

        Assert.Null(ledger.ReasonToRefuse(Dataset, new PrivacyBudget(1e-3, 1e-5), Round(1), Noisy));
        Assert.Contains("another release", ledger.ReasonToRefuse(Dataset, null, Round(1), Noisy with { Count = 2 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Datasets_are_apart_and_without_a_budget_everything_is_recorded_and_nothing_refused()
    {
        var ledger = Open();
        ledger.Record(Dataset, Round(1), new LedgerRelease(new NoiseFreeRelease()));

        Assert.Null(ledger.ReasonToRefuse(Dataset, null, Round(2), Noisy));
        Assert.NotNull(ledger.ReasonToRefuse(Dataset, Budget, Round(2), Noisy));
        Assert.Null(ledger.ReasonToRefuse("other", Budget, Round(2), Noisy));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"datasets\":{}}")]
    [InlineData("{\"version\":1,\"datasets\":{},\"more\":1}")]
    [InlineData("{\"version\":2,\"datasets\":{}}")]
    public void A_record_that_cannot_be_read_stops_the_site(string text)
    {
        File.WriteAllText(Path, text);

        Assert.Contains(Path, Assert.Throws<InvalidDataException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_has_its_pinned_form()
    {
        Open().Record(Dataset, Round(3), Noisy);

        Assert.Equal(
            "{\"version\":1,\"datasets\":{\"letters\":[{\"run\":\"run\",\"perRound\":{\"mechanism\":{\"kind\":\"distributed-discrete-gaussian\","
            + "\"localDeviation\":10,\"sites\":4,\"dimension\":100,\"l2Sensitivity\":2,\"l1Sensitivity\":4},\"count\":1},"
            + "\"rounds\":[{\"first\":3,\"last\":3}]}]}}",
            File.ReadAllText(Path));
    }

    private static RoundId Round(int number) => new(new RunId("run"), number);

    private SiteLedger Open() => SiteLedger.Open(Path, new RdpReleaseComposition());
}
