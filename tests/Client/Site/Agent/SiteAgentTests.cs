using Tapestry.Client.Sdk.Receipts;
using Tapestry.Client.Site.Egress;
using Tapestry.Client.Site.Policy;
using Tapestry.Client.Tests.Site.Fixtures;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Sites;

namespace Tapestry.Client.Tests.Site.Agent;

public sealed class SiteAgentTests : IDisposable
{
    private readonly AgentFixture fixture = new();

    private ScriptedRegion Region => fixture.Region;

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task It_takes_part_in_every_round_in_the_order_of_the_protocol()
    {
        await fixture.RunAsync();

        string[] round = ["ReadyReport", "CohortQuery", "ContributionUpload", "ContributionUpload", "ContributionUpload", "TicketQuery"];
        Assert.Equal(
            ["SiteRegistration", "TicketQuery", "BlobQuery", "BlobQuery", "BlobQuery", .. round, "BlobQuery", .. round],
            Region.Received.Select(message => message.GetType().Name));
        Assert.Equal([0, 1, 2, 3], fixture.Steps);
        Assert.Equal(Region.Tickets.Select(TicketDigest.Of), Region.Sent<ReadyReport>().Select(report => report.Ticket));
        Assert.Equal([0, 1, 2, 0, 1, 2], Region.Sent<ContributionUpload>().Select(upload => upload.Shard));
    }

    [Fact]
    public async Task Its_report_counts_tokens_and_the_bytes_it_fetched()
    {
        await fixture.RunAsync();

        var third = (TinyRun.Parameters + 2) / 3;
        Assert.Equal([4L * TinyRun.Parameters, 4L * third], Region.Sent<ReadyReport>().Select(report => report.BytesDownloaded));
        Assert.All(Region.Sent<ReadyReport>(), report => Assert.Equal(2 * 2 * 8, report.Tokens));
    }

    [Fact]
    public async Task Its_journal_names_every_message_that_the_region_received()
    {
        await fixture.RunAsync();

        var entries = await EgressJournal.ReadAsync(fixture.Journal).ToListAsync();
        Assert.Equal(Region.Received.Count, entries.Count);
        Assert.Equal(6, entries.Count(entry => entry.Type == "contribution-upload"));
    }

    [Fact]
    public async Task A_ticket_against_its_policy_is_refused_and_nothing_is_trained()
    {
        fixture.Options = fixture.Options with { Policy = new SitePolicy { MaximumCategory = DataCategory.Open } };

        await fixture.RunAsync();

        Assert.Equal([1, 2], Region.Sent<TicketRefusal>().Select(refusal => refusal.Round.Number));
        Assert.Equal(
            Region.Sent<TicketRefusal>().Select(refusal => $"round {refusal.Round.Number} refused: {refusal.Reason}"), fixture.Notes);
        Assert.Empty(fixture.Steps);
        Assert.Empty(Region.Sent<BlobQuery>());
        Assert.Empty(Region.Sent<ReadyReport>());
    }

    [Fact]
    public async Task A_site_outside_the_cohort_uploads_nothing_and_goes_on()
    {
        Region.Decide = query => query.Round.Number == 1 ? CohortDecision.SitOut : CohortDecision.Contribute;

        await fixture.RunAsync();

        Assert.All(Region.Sent<ContributionUpload>(), upload => Assert.Equal(2, upload.Round.Number));
        Assert.Equal([0, 1, 2, 3], fixture.Steps);
    }

    [Theory]
    [InlineData(typeof(ReadyReport))]
    [InlineData(typeof(ContributionUpload))]
    public async Task A_site_that_comes_too_late_goes_on_with_the_next_round(Type late)
    {
        Region.Before = message =>
        {
            if (message.GetType() == late && RoundOf(message) == 1)
            {
                throw new RoundException(RoundException.TooLate, "planted");
            }
        };

        await fixture.RunAsync();

        Assert.Equal(3, Region.Sent<ContributionUpload>().Count(upload => upload.Round.Number == 2));
    }

    [Fact]
    public async Task Any_other_refusal_ends_the_agent()
    {
        Region.Before = message =>
        {
            if (message is ReadyReport)
            {
                throw new RoundException(RoundException.WrongTicket, "planted");
            }
        };

        Assert.Equal(RoundException.WrongTicket, (await Assert.ThrowsAsync<RoundException>(fixture.RunAsync)).Code);
    }

    [Fact]
    public async Task A_receipt_for_something_else_ends_the_agent()
    {
        Region.Acknowledge = signed => signed with { Receipt = signed.Receipt with { Bytes = 1 } };

        await Assert.ThrowsAsync<ReceiptException>(fixture.RunAsync);
    }

    private static int RoundOf(SiteMessage message) => message switch
    {
        ReadyReport report => report.Round.Number,
        ContributionUpload upload => upload.Round.Number,
        _ => 0,
    };
}
