using System.Runtime.InteropServices;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Silo.Embedded;
using Tapestry.Testing;

namespace Tapestry.Silo.Tests.Fixtures;

/// <summary>An embedded region in a folder of its own under a clock that the test moves; its run has started.</summary>
internal sealed class RegionFixture : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();

    private readonly IGatewayTransport transport;

    private RegionFixture(IGatewayTransport transport) => this.transport = transport;

    public ManualTimeProvider Clock { get; } = new();

    public EmbeddedRegion Region { get; private set; } = null!;

    public ISiteGateway Gateway { get; private set; } = null!;

    public IRunGrain Run => Region.Grains.GetGrain<IRunGrain>(SiloConsortium.Run.Value);

    public string Folder => folder.File("region");

    /// <summary>A region whose run waits in round 1 for its sites.</summary>
    public static async Task<RegionFixture> StartAsync(
        int quorum = 2, SecureAggregationPlan? secure = null, IReadOnlyDictionary<SiteId, IdentityKey>? keys = null,
        IGatewayTransport? transport = null)
    {
        var fixture = new RegionFixture(transport ?? new InProcessTransport());
        await fixture.OpenAsync();
        var consortium = fixture.Region.Grains.GetGrain<IConsortiumGrain>(SiloConsortium.Consortium.Value);
        await consortium.FoundAsync(new CharterPolicy { Quorum = quorum });
        foreach (var site in SiloConsortium.Sites)
        {
            await consortium.AdmitAsync(new Member { Site = site, DisplayName = site.Value, IdentityKey = keys?[site] });
            await fixture.Gateway.RegisterAsync(SiloConsortium.Registration(site), default);
        }

        var shards = new List<ShardVersion>();
        foreach (var length in SiloConsortium.ShardLengths)
        {
            var blob = await fixture.PutAsync(SiloConsortium.Values(shards.Count, length));
            shards.Add(new ShardVersion(shards.Count, length, blob));
        }

        await fixture.Run.CreateAsync(SiloConsortium.Definition(shards, await fixture.PutAsync([1, 2, 3])) with { Secure = secure });
        await fixture.Run.StartAsync();
        return fixture;
    }

    public async Task OpenAsync()
    {
        Region = await EmbeddedRegion.OpenAsync(new EmbeddedRegionOptions { Folder = Folder }, Clock, default);
        Gateway = await transport.OpenAsync(Region, Folder);
    }

    public IRoundGrain Round(int number) =>
        Region.Grains.GetGrain<IRoundGrain>(new RoundId(SiloConsortium.Run, number).Value);

    /// <summary>Takes the round to the phase in which its cohort, all sites, uploads.</summary>
    public async Task<RoundTicket> ReadyAsync(int number = 1)
    {
        var ticket = (await Round(number).GetAsync()).Ticket;
        foreach (var site in SiloConsortium.Sites)
        {
            await Gateway.ReportReadyAsync(SiloConsortium.Ready(site, ticket), default);
        }

        return ticket;
    }

    /// <summary>Takes the round to the phase in which its merge jobs are queued.</summary>
    public async Task<RoundTicket> ContributeAsync(int number = 1)
    {
        var ticket = await ReadyAsync(number);
        await SendAllAsync(ticket);
        return ticket;
    }

    /// <summary>Sends every shard of every site.</summary>
    public async Task SendAllAsync(RoundTicket ticket)
    {
        foreach (var site in SiloConsortium.Sites)
        {
            for (var shard = 0; shard < SiloConsortium.ShardLengths.Count; shard++)
            {
                await Gateway.UploadAsync(SiloConsortium.Upload(site, ticket.Round, shard), default);
            }
        }
    }

    /// <summary>Runs jobs and reminders until the condition holds on some committed state.</summary>
    public async Task RunUntilAsync(Func<Task<bool>> holds)
    {
        using var stop = new CancellationTokenSource();
        var pump = Region.RunAsync(stop.Token);
        await foreach (var _ in Region.Events.WatchAsync(null, 0, stop.Token))
        {
            if (await holds())
            {
                break;
            }
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pump);
    }

    public Task RunUntilEndedAsync(int round) =>
        RunUntilAsync(async () => (await Round(round).GetAsync()).EndedAt is not null);

    public async Task<float[]> ReadAsync(Sha256Digest blob) =>
        MemoryMarshal.Cast<byte, float>((await Region.Blobs.ReadAsync(blob, default)).Span).ToArray();

    public Task<Sha256Digest> PutAsync(float[] values) =>
        Region.Blobs.PutAsync(MemoryMarshal.AsBytes(values.AsSpan()).ToArray(), default);

    /// <summary>Changes one bit of a stored blob behind the store's back.</summary>
    public void Damage(Sha256Digest blob)
    {
        var path = Directory.EnumerateFiles(Folder, blob.Value, SearchOption.AllDirectories).Single();
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    public async ValueTask DisposeAsync()
    {
        await transport.DisposeAsync();
        await Region.DisposeAsync();
        folder.Dispose();
    }
}
