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

/// <summary>A site's agent in the test's own process, whose requests the test sees before they are sent and after they are answered.</summary>
internal sealed class AgentSite(
    SiteSettings settings, SiteText text, ComputePool compute, Func<HttpMessageHandler, HttpMessageHandler> through) : IProgram, ISiteObserver
{
    /// <summary>So small that frames need several, which the region keeps in files.</summary>
    private const int PieceBytes = 1 << 14;

    private readonly CancellationTokenSource over = new();
    private Task? end;

    public Task End => end ??= Task.Run(RunAsync);

    public string Output => $"{settings.Site.Site}: an agent in the test's own process";

    public void Kill(Task until) => throw new NotSupportedException("It lives as long as the test.");

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

        over.Dispose();
    }

    private async Task RunAsync()
    {
        Directory.CreateDirectory(settings.Site.StateFolder);
        var options = new RegionConnectionOptions
        {
            Silos = settings.Silos, Credentials = settings.Credentials, Through = through, PieceBytes = PieceBytes,
        };
        using var connection = new RegionConnection(options, TimeProvider.System);
        using var agent = new SiteAgent(
            settings.Site, new RemoteGateway(connection), text, compute, this, new RdpReleaseComposition(), TimeProvider.System);
        await agent.RunAsync(DemoNames.Run, over.Token);
    }
}
