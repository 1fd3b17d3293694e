using Tapestry.Client.Site.Policy;
using Tapestry.Client.Tests.Site.Fixtures;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Sites;

namespace Tapestry.Client.Tests.Site.Policy;

public sealed class TicketReviewTests
{
    private static readonly RoundTicket Ticket = TinyRun.Ticket(1, TinyRun.Manifest(TinyRun.Start(1), new Dictionary<Sha256Digest, byte[]>()));

    [Theory]
    [InlineData(DataCategory.Open)]
    [InlineData(DataCategory.UniqueOpen)]
    [InlineData(DataCategory.Controlled)]
    [InlineData(DataCategory.Sovereign)]
    public void A_ticket_within_the_policy_is_taken(DataCategory category) =>
        Assert.Null(TicketReview.ReasonToRefuse(Ticket, Dataset(category), new SitePolicy()));

    [Theory]
    [InlineData(DataCategory.Private)]
    [InlineData(DataCategory.Open)]
    public void Private_data_is_in_no_run_whatever_the_policy_says(DataCategory highest) => Assert.Contains(
        "'letters' is Private", TicketReview.ReasonToRefuse(Ticket, Dataset(DataCategory.Private), new SitePolicy { MaximumCategory = highest }),
        StringComparison.Ordinal);

    [Fact]
    public void Data_closer_than_the_member_allows_is_refused() => Assert.Contains(
        "at most UniqueOpen",
        TicketReview.ReasonToRefuse(Ticket, Dataset(DataCategory.Controlled), new SitePolicy { MaximumCategory = DataCategory.UniqueOpen }),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("ethics-17", true)]
    public void Controlled_data_needs_a_consent(string? consent, bool isTaken) => Assert.Equal(
        isTaken,
        TicketReview.ReasonToRefuse(Ticket, Dataset(DataCategory.Controlled) with { Consent = consent }, new SitePolicy()) is null);

    [Theory]
    [InlineData("run", true)]
    [InlineData("other", false)]
    public void Data_serves_only_the_runs_that_the_member_names(string run, bool isTaken)
    {
        var reason = TicketReview.ReasonToRefuse(Ticket, Dataset(DataCategory.Open), new SitePolicy { AllowedRuns = [new RunId(run)] });

        Assert.Equal(isTaken ? null : "The dataset 'letters' may serve other only; the ticket is of run run.", reason);
    }

    [Fact]
    public void A_quorum_that_would_show_one_sites_update_is_refused() => Assert.Contains(
        "quorum is 1; the member asks for at least 2",
        TicketReview.ReasonToRefuse(
            Ticket with { Policy = Ticket.Policy with { Quorum = 1 } }, Dataset(DataCategory.Open), new SitePolicy()),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(2, true)]
    [InlineData(1, false)]
    public void More_local_steps_than_allowed_are_refused(int most, bool isTaken) => Assert.Equal(
        isTaken, TicketReview.ReasonToRefuse(Ticket, Dataset(DataCategory.Open), new SitePolicy { MaximumLocalSteps = most }) is null);

    private static DatasetDeclaration Dataset(DataCategory category) => new() { Name = "letters", Category = category, Consent = "vote-1" };
}
