using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;
using Tapestry.Client.Sdk.Http;
using Tapestry.Client.Site.Agent;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Silo.Hosting;
using Tapestry.Silo.Http;
using Tapestry.Testing;

namespace Tapestry.Benchmarks.Load;

/// <summary>A private PostgreSQL, a silo process behind mutual TLS, a consortium and a run that has not started.</summary>
internal sealed class LoadRegion : IAsyncDisposable
{
    /// <summary>The run.</summary>
    public static readonly RunId Run = new("load");

    private readonly TemporaryFolder folder = new();
    private readonly TestAuthority authority = new();
    private readonly Dictionary<SiteId, X509Certificate2> certificates;
    private PostgresServer? database;
    private HostedRegion? region;
    private SiloProcess? silo;

    private LoadRegion(LoadPlan plan)
    {
        Plan = plan;
        certificates = Enumerable.Range(1, plan.Sites).Select(number => new SiteId($"site-{number:D4}"))
            .ToDictionary(site => site, site => authority.Client($"O={LoadConsortium.Id}, OU={MemberRole.Site}, CN={site}"));
        Roster = certificates.ToDictionary(pair => pair.Key, pair => KeyOf(pair.Value));
    }

    /// <summary>What it was made for.</summary>
    public LoadPlan Plan { get; }

    /// <summary>The members' keys.</summary>
    public IReadOnlyDictionary<SiteId, IdentityKey> Roster { get; }

    /// <summary>The values that base and updates consist of, one for each parameter.</summary>
    public ReadOnlyMemory<float> Values { get; private set; }

    /// <summary>The silo.</summary>
    public SiloProcess Silo => silo!;

    /// <summary>The region past the silo: it only looks, and runs no jobs.</summary>
    public RegionAccess Access => region!.Access;

    /// <summary>Starts everything but the run.</summary>
    public static async Task<LoadRegion> StartAsync(LoadPlan plan, CancellationToken cancellationToken)
    {
        var started = new LoadRegion(plan) { Values = LoadConsortium.Values(plan.Parameters) };
        try
        {
            await started.StartAsync(cancellationToken);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>How a site reaches the silo.</summary>
    public RegionConnection Connect(SiteId site) => new(
        new RegionConnectionOptions
        {
            Silos = [Silo.Address],
            Credentials = new RegionCredentials { Authority = authority.Certificate, Certificate = certificates[site] },
        },
        TimeProvider.System);

    /// <summary>A site's state folder, with its identity key.</summary>
    public string StateFolder(SiteId site)
    {
        var state = Directory.CreateDirectory(folder.File(site.Value)).FullName;
        using var key = certificates[site].GetECDsaPrivateKey()!;
        File.WriteAllText(Path.Combine(state, SiteOptions.IdentityFileName), key.ExportPkcs8PrivateKeyPem());
        return state;
    }

    /// <summary>A path of its own in the scenario's folder, on the file system of the silo's blobs.</summary>
    public string PathOf(string name) => folder.File(name);

    /// <summary>Opens the first round.</summary>
    public Task StartRunAsync() => Access.Grains.GetGrain<IRunGrain>(Run.Value).StartAsync();

    /// <summary>Reads a round.</summary>
    public Task<RoundView> RoundAsync(int number) => Access.Grains.GetGrain<IRoundGrain>(new RoundId(Run, number).Value).GetAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await (silo?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (region?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (database?.DisposeAsync() ?? ValueTask.CompletedTask);
        certificates.Values.ToList().ForEach(certificate => certificate.Dispose());
        authority.Dispose();
        folder.Dispose();
    }

    private static IdentityKey KeyOf(X509Certificate2 certificate) =>
        IdentityKey.FromSubjectPublicKeyInfo(certificate.PublicKey.ExportSubjectPublicKeyInfo());

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        database = await PostgresServer.StartAsync(isDurable: true);
        var settings = new SiloSettings
        {
            Name = "setup", Listen = new IPEndPoint(IPAddress.Loopback, 0), Postgres = database.ConnectionString, Folder = PathOf("region"),
        };
        region = await HostedRegion.OpenAsync(settings, TimeProvider.System, _ => { }, cancellationToken);
        await SetUpAsync(cancellationToken);
        var files = new SiloFiles(folder.Path, authority, database.ConnectionString);
        silo = await SiloProcess.StartAsync(await files.WriteAsync(cancellationToken));
    }

    private async Task SetUpAsync(CancellationToken cancellationToken)
    {
        var consortium = Access.Grains.GetGrain<IConsortiumGrain>(LoadConsortium.Id.Value);
        await consortium.FoundAsync(new CharterPolicy { Quorum = Plan.Sites, Weights = WeightRule.Equal });
        foreach (var (site, key) in Roster)
        {
            await consortium.AdmitAsync(new Member { Site = site, DisplayName = site.Value, IdentityKey = key });
        }

        var shards = new List<ShardVersion>();
        var offset = 0;
        foreach (var length in Plan.Shards)
        {
            var bytes = MemoryMarshal.AsBytes(Values.Span.Slice(offset, length)).ToArray();
            shards.Add(new ShardVersion(shards.Count, length, await Access.Blobs.PutAsync(bytes, cancellationToken)));
            offset += length;
        }

        var config = await Access.Blobs.PutAsync("{}"u8.ToArray(), cancellationToken);
        var sites = Roster.Keys.OrderBy(site => site.Value, StringComparer.Ordinal);
        await Access.Grains.GetGrain<IRunGrain>(Run.Value).CreateAsync(
            LoadConsortium.Definition(Run, Plan, [.. sites], new BaseManifest(shards), config));
    }
}
