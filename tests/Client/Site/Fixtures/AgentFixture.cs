using Tapestry.Client.Site.Agent;
using Tapestry.Client.Site.Compute;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Ledger;
using Tapestry.Silo.Receipts;
using Tapestry.Testing;
using Tapestry.Training.Local;

namespace Tapestry.Client.Tests.Site.Fixtures;

/// <summary>A site agent that can be started again and again on one folder against one scripted region.</summary>
internal sealed class AgentFixture : ISiteObserver, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ComputePool compute = new(TinyRun.Model, slotCount: 1);
    private readonly ReceiptSigner signer;

    public AgentFixture()
    {
        signer = ReceiptSigner.LoadOrCreate(folder.File("key.pem"));
        Region = new ScriptedRegion(signer);
        var start = TinyRun.Start(1);
        Region.Tickets.Add(TinyRun.Ticket(1, TinyRun.Manifest(start, Region.Blobs)));
        start[0] += 0.5f;
        Region.Tickets.Add(TinyRun.Ticket(2, TinyRun.Manifest(start, Region.Blobs)));
    }

    public ScriptedRegion Region { get; }

    public SiteOptions Options { get; set; } = TinyRun.Options("");

    public List<long> Steps { get; } = [];

    public List<string> Notes { get; } = [];

    /// <summary>Runs when the agent notes something.</summary>
    public Action<string> OnNote { get; set; } = _ => { };

    public ManualTimeProvider Clock { get; } = new();

    /// <summary>Runs after a step; may throw.</summary>
    public Action<long> AfterStep { get; set; } = _ => { };

    public string Journal => Path.Combine(folder.Path, "site", "egress.jsonl");

    /// <summary>One process of the agent, from its start to the end of the run.</summary>
    public async Task RunAsync()
    {
        var options = Options with { StateFolder = folder.File("site") };
        using var agent = new SiteAgent(options, Region, new TinyData(), compute, this, new RdpReleaseComposition(), Clock);
        await agent.RunAsync(TinyRun.Run, CancellationToken.None).InTimeAsync("the end of the agent");
    }

    public void Noted(SiteId site, string what)
    {
        Notes.Add(what);
        OnNote(what);
    }

    public void StepTaken(SiteId site, TrainingProgress taken)
    {
        Steps.Add(taken.Step);
        AfterStep(taken.Step);
    }

    public void Dispose()
    {
        compute.Dispose();
        signer.Dispose();
        folder.Dispose();
    }
}
