using Tapestry.Grains.Interfaces.Rounds;

namespace Tapestry.Grains.Tests.Fixtures;

/// <summary>What sites and workers do, in a line each.</summary>
internal static class TestRegionSteps
{
    public static Task ReadyAsync(this TestRegion region, params int[] sites) => ReadyAsync(region, sites, round: 1, local: null);

    public static Task ReadyAsync(this TestRegion region, int site, double local) => ReadyAsync(region, [site], round: 1, local);

    public static Task ContributeAsync(this TestRegion region, params int[] sites) => ContributeAsync(region, sites, round: 1);

    public static async Task MergeAsync(this TestRegion region, int shard, int round = 1)
    {
        var ticket = (await region.Round(round).GetAsync()).Ticket;
        await region.Round(round).CompleteMergeAsync(TestConsortium.Merge(ticket.Round, ticket.Base.Shards[shard]));
    }

    /// <summary>All sites report and send everything, if they have not.</summary>
    public static async Task ReachMergingAsync(this TestRegion region, int round)
    {
        var view = await region.Round(round).GetAsync();
        int[] sites = [.. Enumerable.Range(0, view.Ticket.Invited.Count)];
        if (view.Phase == RoundPhase.Training)
        {
            await ReadyAsync(region, sites, round, local: null);
            await ContributeAsync(region, sites, round);
        }
    }

    private static async Task ReadyAsync(TestRegion region, int[] sites, int round, double? local)
    {
        var ticket = (await region.Round(round).GetAsync()).Ticket;
        foreach (var site in sites)
        {
            await region.Round(round).ReportReadyAsync(TestConsortium.Ready(TestConsortium.Site(site), ticket, local: local));
        }
    }

    private static async Task ContributeAsync(TestRegion region, int[] sites, int round)
    {
        var ticket = (await region.Round(round).GetAsync()).Ticket;
        foreach (var site in sites)
        {
            for (var shard = 0; shard < ticket.Base.Shards.Count; shard++)
            {
                await region.Round(round).ContributeAsync(TestConsortium.Contribution(TestConsortium.Site(site), ticket.Round, shard));
            }
        }
    }
}
