using Tapestry.Client.Cli.Demo.Data;
using Tapestry.Client.Cli.Demo.Run;
using Tapestry.Client.Cli.Regions;
using Tapestry.Client.Sdk.Http;
using Tapestry.Client.Site.Agent;
using Tapestry.Client.Site.Compute;
using Tapestry.Client.Site.Remote;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Ledger;
using Tapestry.Training.Local;

namespace Tapestry.Faults.Tests.Regions;

/// <summary>
/// A site's agent in the test's own process, for rounds that need what settings files cannot say: it is killed by
/// cancelling it wherever it stands.
/// </summary>
internal sealed class AgentSite(SiteSettings settings, SiteText text, ComputePool compute) : IProgram, ISiteObserver
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource over = new();
    private CancellationTokenSource killed = new();
    private Task mayRun = Task.CompletedTask;
    private Task? end;

    public Task End => end ??= Task.Run(RunAsync);

    public string Output => $"{settings.Site.Site}: an agent in the test's own process";

    public void Kill(Task until)
    {
        lock (gate)
        {
            mayRun = until;
            killed.Cancel();
        }
    }

    public void Signal(string signal) => throw new NotSupportedException($"SIG{signal} would stop the test itself.");

    public void StepTaken(SiteId site, TrainingProgress taken)
    {
        // Nobody looks on.
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        if (end is not null)
        {
            await end.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        killed.Dispose();
        over.Dispose();
    }

    private async Task RunAsync()
    {
        while (true)
        {
            try
            {
                await mayRun.WaitAsync(over.Token);
                await RunAgentAsync(Begin());
                return;
            }
            catch (OperationCanceledException) when (!over.IsCancellationRequested)
            {
                // Killed: begins again.
            }
        }
    }

    private CancellationToken Begin()
    {
        lock (gate)
        {
            killed.Dispose();
            killed = CancellationTokenSource.CreateLinkedTokenSource(over.Token);
            return killed.Token;
        }
    }

    private async Task RunAgentAsync(CancellationToken stop)
    {
        Directory.CreateDirectory(settings.Site.StateFolder);
        using var connection = new RegionConnection(new RegionConnectionOptions { Silos = settings.Silos }, TimeProvider.System);
        using var agent = new SiteAgent(
            settings.Site, new RemoteGateway(connection), text, compute, this, new RdpReleaseComposition(), TimeProvider.System);
        await agent.RunAsync(DemoNames.Run, stop);
    }
}
