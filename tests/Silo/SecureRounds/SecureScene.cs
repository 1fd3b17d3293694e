using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Grains.Rounds.Secure;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Silo.SecureRounds;
using Tapestry.Silo.Tests.Fixtures;

namespace Tapestry.Silo.Tests.SecureRounds;

/// <summary>An embedded region in a secure round with three members that are driven step by step; jobs run when told.</summary>
internal sealed class SecureScene : IAsyncDisposable
{
    public required RegionFixture Fixture { get; init; }

    public required IReadOnlyList<ProtocolSite> Sites { get; init; }

    /// <summary>A region whose round 1 has begun its handshake.</summary>
    public static async Task<SecureScene> StartAsync(SecureAggregationPlan plan, Func<Hash256, Hash256> commit)
    {
        ProtocolSite[] sites =
        [
            .. SiloConsortium.Sites.Select(site => new ProtocolSite
            {
                Site = site, Integers = shard => Integers(site, shard), SideValues = SideValues(site), Commit = commit,
            }),
        ];
        var fixture = await RegionFixture.StartAsync(2, plan, sites.ToDictionary(site => site.Site, site => site.Key));
        await fixture.ReadyAsync();
        return new SecureScene { Fixture = fixture, Sites = sites };
    }

    /// <summary>What a member puts into a shard: within the share of three members in twelve bits.</summary>
    public static int[] Integers(SiteId site, int shard)
    {
        var random = new Random(site.Value[0] + (31 * shard));
        return [.. Enumerable.Range(0, SiloConsortium.ShardLengths[shard]).Select(_ => random.Next(-682, 683))];
    }

    public async Task<RoundTicket> TicketAsync() => (await Fixture.Round(1).GetAsync()).Ticket;

    /// <summary>All members answer the open step.</summary>
    public async Task AnswerAsync()
    {
        foreach (var site in Sites)
        {
            await site.AnswerAsync(Fixture.Gateway, await TicketAsync(), Sites);
        }
    }

    /// <summary>The job that closes a step.</summary>
    public Task RunJobAsync(SecureStep step) => new CloseStepHandler(Fixture.Region.Grains, Fixture.Region.Blobs)
        .HandleAsync(null!, new CloseStepJob(new RoundId(SiloConsortium.Run, 1), 1, step), default);

    /// <summary>Goes on until the step is open.</summary>
    public async Task ToAsync(SecureStep step)
    {
        while ((await Fixture.Round(1).GetAsync()).Secure!.Step is var open && open < step)
        {
            await AnswerAsync();
            await RunJobAsync(open);
        }
    }

    /// <summary>Goes on until the sum is unmasked.</summary>
    public async Task ToMergingAsync()
    {
        await ToAsync(SecureStep.Unmask);
        await AnswerAsync();
        await RunJobAsync(SecureStep.Unmask);
        Assert.Equal(RoundPhase.Merging, (await Fixture.Round(1).GetAsync()).Phase);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var site in Sites)
        {
            site.Dispose();
        }

        await Fixture.DisposeAsync();
    }

    private static long[] SideValues(SiteId site)
    {
        var place = SiloConsortium.Sites.ToList().IndexOf(site);
        return place == 0 ? [0, 3, 1_000_000_000] : [place, place, place];
    }
}
