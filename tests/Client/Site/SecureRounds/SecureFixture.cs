using Tapestry.Client.Site.Agent;
using Tapestry.Client.Site.Compute;
using Tapestry.Client.Site.Policy;
using Tapestry.Client.Site.SecureRounds;
using Tapestry.Client.Tests.Site.Fixtures;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Grains.Interfaces.Sites;
using Tapestry.Silo.Embedded;
using Tapestry.Silo.Ledger;
using Tapestry.Testing;
using Tapestry.Training.Local;

namespace Tapestry.Client.Tests.Site.SecureRounds;

/// <summary>A region and the agents of its sites in one folder, for a run of secure rounds with a tiny model.</summary>
internal sealed class SecureFixture : ISiteObserver, IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ComputePool compute = new(TinyRun.Model, slotCount: 2);
    private readonly int rounds;

    private SecureFixture(int sites, int rounds)
    {
        this.rounds = rounds;
        Sites = [.. Enumerable.Range(0, sites).Select(i => new SiteId($"site-{i}"))];
    }

    public IReadOnlyList<SiteId> Sites { get; }

    public EmbeddedRegion Region { get; private set; } = null!;

    /// <summary>Changes a site's options.</summary>
    public Func<SiteOptions, SiteOptions> Configure { get; set; } = options => options;

    /// <summary>Sees and changes what passes between a site and the region.</summary>
    public Action<SiteId, WatchedGateway> Watch { get; set; } = (_, _) => { };

    public CharterPolicy Policy { get; private set; } = new() { Quorum = 2, Weights = WeightRule.Equal };

    /// <summary>Opens the region and starts the run.</summary>
    public static async Task<SecureFixture> StartAsync(
        int sites, int rounds = 1, Func<RunDefinition, RunDefinition>? change = null, CharterPolicy? policy = null,
        Func<SiteOptions, SiteOptions>? configure = null)
    {
        var fixture = new SecureFixture(sites, rounds);
        fixture.Policy = policy ?? fixture.Policy;
        fixture.Configure = configure ?? fixture.Configure;
        await fixture.OpenAsync();
        var consortium = fixture.Region.Grains.GetGrain<IConsortiumGrain>("test");
        await consortium.FoundAsync(fixture.Policy);
        foreach (var site in fixture.Sites)
        {
            await consortium.AdmitAsync(new Member { Site = site, DisplayName = site.Value, IdentityKey = fixture.KeyOf(site) });
        }

        var blobs = new Dictionary<Sha256Digest, byte[]>();
        var manifest = TinyRun.Manifest(TinyRun.Start(1), blobs);
        foreach (var blob in blobs.Values)
        {
            await fixture.Region.Blobs.PutAsync(blob, default);
        }

        await fixture.Run.CreateAsync((change ?? (definition => definition))(fixture.Definition(manifest)));
        await fixture.Run.StartAsync();
        return fixture;
    }

    public IRunGrain Run => Region.Grains.GetGrain<IRunGrain>(TinyRun.Run.Value);

    /// <summary>Folder of the region, and of all sites beside it.</summary>
    public string Folder => folder.File("");

    public string FolderOf(SiteId site) => folder.File(site.Value);

    public async Task OpenAsync() => Region = await EmbeddedRegion.OpenAsync(
        new EmbeddedRegionOptions { Folder = folder.File("region") }, TimeProvider.System, default);

    public Task<RoundView> RoundAsync(int number) =>
        Region.Grains.GetGrain<IRoundGrain>(new RoundId(TinyRun.Run, number).Value).GetAsync();

    /// <summary>Runs region and agents until the run has ended; an agent that crashes is started again.</summary>
    public async Task<RunView> CompleteAsync()
    {
        await RunAsync(CancellationToken.None);
        return await Run.GetAsync();
    }

    /// <summary>As <see cref="CompleteAsync"/>, but everything stops at once when cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var patience = Patience.Begin();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        var pump = Region.RunAsync(stop.Token);
        var started = Sites.Select(site => RunAgentAsync(site, stop.Token)).ToArray();
        var agents = Task.WhenAll(started);

        // The others would wait for the messages of one that failed.
        await Task.WhenAny([agents, pump, .. started.Select(FailureOf)]);
        await stop.CancelAsync();
        await Task.WhenAll(agents, pump).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        foreach (var failed in new[] { agents, pump }.Where(task => task.IsFaulted))
        {
            await failed;
        }

        Assert.False(patience.IsCancellationRequested, $"The run has not ended after {Patience.Limit.TotalMinutes} minutes.");
    }

    /// <summary>One site's agent on its own folder, against another region.</summary>
    public async Task RunAgainstAsync(SiteId site, ISiteGateway region)
    {
        using var agent = new SiteAgent(OptionsOf(site), region, new TinyData(), compute, this, new RdpReleaseComposition(), TimeProvider.System);
        await agent.RunAsync(TinyRun.Run, CancellationToken.None).InTimeAsync("the end of the agent");
    }

    public void StepTaken(SiteId site, TrainingProgress taken)
    {
    }

    public async ValueTask DisposeAsync()
    {
        await Region.DisposeAsync();
        compute.Dispose();
        folder.Dispose();
    }

    /// <summary>Completes only when the agent fails.</summary>
    private static Task FailureOf(Task agent)
    {
        var failure = new TaskCompletionSource();
        agent.ContinueWith(
            _ => failure.SetResult(), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return failure.Task;
    }

    private async Task RunAgentAsync(SiteId site, CancellationToken cancellationToken)
    {
        var gateway = new WatchedGateway(Region.Gateway);
        Watch(site, gateway);
        while (true)
        {
            using var agent = new SiteAgent(OptionsOf(site), gateway, new TinyData(), compute, this, new RdpReleaseComposition(), TimeProvider.System);
            try
            {
                await agent.RunAsync(TinyRun.Run, cancellationToken);
                return;
            }
            catch (PlantedCrashException)
            {
                // Started again.
            }
        }
    }

    private SiteOptions OptionsOf(SiteId site) => Configure(new SiteOptions
    {
        Site = site,
        Consortium = new ConsortiumId("test"),
        Dataset = new DatasetDeclaration { Name = site.Value, Category = DataCategory.Sovereign },
        StateFolder = FolderOf(site),
        PinnedRoster = Sites.ToDictionary(other => other, KeyOf),
        Policy = new SitePolicy { RequiresSecureAggregation = true },
    });

    private IdentityKey KeyOf(SiteId site)
    {
        Directory.CreateDirectory(FolderOf(site));
        using var identity = IdentityFile.LoadOrCreate(Path.Combine(FolderOf(site), SiteOptions.IdentityFileName));
        return IdentityFile.PublicKeyOf(identity);
    }

    private RunDefinition Definition(BaseManifest manifest) => new()
    {
        Run = TinyRun.Run,
        Consortium = new ConsortiumId("test"),
        Sites = Sites,
        InitialBase = manifest,
        ModelConfig = Sha256Digest.Of([1]),
        Rounds = rounds,
        LocalSteps = new LocalStepPlan { First = 2, Last = 2 },
        LearningRate = new LearningRatePlan { Peak = 1e-2f, WarmupSteps = 1, TotalSteps = 10, FinalShare = 0.1f },
        Outer = new OuterOptimizerPlan { FirstLearningRate = 1, LastLearningRate = 1 },
        Encoding = EncodingKind.Fp32,
        BatchSize = 2,
        SequenceLength = 8,
        DataSeed = 5,
        Deadlines = new RoundDeadlines
        {
            Ready = TimeSpan.FromHours(1), Grace = TimeSpan.FromMinutes(30),
            Contribution = TimeSpan.FromHours(1), Merge = TimeSpan.FromHours(1),
        },
        Secure = new SecureAggregationPlan { BitsPerCoordinate = 12, ClipNorm = 100, StepDeadline = TimeSpan.FromHours(1) },
    };
}
