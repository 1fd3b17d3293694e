using Tapestry.Client.Cli.Demo.Data;
using Tapestry.Client.Cli.Regions;
using Tapestry.Client.Sdk.Http;
using Tapestry.Client.Site.Agent;
using Tapestry.Client.Site.Compute;
using Tapestry.Client.Site.Remote;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Ledger;
using Tapestry.Training.Local;

namespace Tapestry.EndToEnd.Tests.Crashes.Steps;

/// <summary>A member's agent in the test's own process, by its settings file, whose answers pass a gate.</summary>
internal sealed class HeldSite(SiteSettings settings, SiteText text, StepGate gate) : ISiteObserver
{
    /// <summary>Takes part until the run has ended.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(settings.Site.StateFolder);
        using var compute = new ComputePool(settings.Model, slotCount: 1);
        using var connection = new RegionConnection(
            new RegionConnectionOptions { Silos = settings.Silos, Credentials = settings.Credentials }, TimeProvider.System);
        var gateway = new HeldGateway(new RemoteGateway(connection), gate);
        using var agent = new SiteAgent(
            settings.Site, gateway, text, compute, this, new RdpReleaseComposition(), TimeProvider.System);
        await agent.RunAsync(settings.Run, cancellationToken);
    }

    public void StepTaken(SiteId site, TrainingProgress taken)
    {
        // Nobody looks on.
    }
}
