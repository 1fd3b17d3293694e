using Tapestry.Client.Cli.Demo.Data;
using Tapestry.Client.Cli.Demo.Progress;
using Tapestry.Client.Cli.Demo.Secure;
using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Site.Agent;
using Tapestry.Client.Site.Compute;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Silo.Embedded;

namespace Tapestry.Client.Cli.Demo.Run;

/// <summary>Runs the region and all site agents in this process until the run has ended.</summary>
internal sealed class ConsortiumTraining(
    EmbeddedRegion region, ComputePool compute, DemoPlan plan, ConsortiumMembers members, IDemoProgress progress)
{
    /// <exception cref="EnvironmentException">The run failed; the message says why.</exception>
    public async Task<RunView> RunAsync(IReadOnlyList<SiteText> texts, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pump = region.RunAsync(stop.Token);
        var watch = new RoundWatch(region, plan, progress).RunAsync(stop.Token);
        Task[] sites = [.. texts.Select(text => RunSiteAsync(text, stop.Token))];
        var all = Task.WhenAll(sites);
        await Task.WhenAny(all, pump, watch, FirstFailure(sites));
        if (all.IsCompletedSuccessfully)
        {
            await watch;
        }

        await stop.CancelAsync();
        await EndAsync([.. sites, watch, pump], cancellationToken);
        var run = await region.Grains.GetGrain<IRunGrain>(DemoNames.Run.Value).GetAsync();
        return run.Phase == RunPhase.Completed
            ? run
            : throw new EnvironmentException(
                $"Run '{DemoNames.Run}' ended as {run.Phase}", run.Reason?.TrimEnd('.') ?? "no reason is on record",
                "Mend that and start again with another --out");
    }

    /// <summary>Completes when any of the tasks fails; never when none does.</summary>
    private static async Task FirstFailure(Task[] tasks)
    {
        var open = tasks.ToList();
        while (open.Count > 0)
        {
            var ended = await Task.WhenAny(open);
            if (!ended.IsCompletedSuccessfully)
            {
                return;
            }

            open.Remove(ended);
        }

        await new TaskCompletionSource().Task;
    }

    /// <summary>Waits for everything to stop; a failure is thrown, being stopped by us is none.</summary>
    private static async Task EndAsync(Task[] tasks, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(tasks);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // WhenAll prefers failures to cancellations, so nothing failed.
        }
    }

    private async Task RunSiteAsync(SiteText text, CancellationToken cancellationToken)
    {
        var options = members.OptionsOf(text.Name, plan);
        var gateway = members.GatewayOf(region.Gateway);
        while (true)
        {
            using var agent = new SiteAgent(options, gateway, text, compute, new StepDisplay(plan.SharedSteps, progress), region.Composition, region.Clock);
            try
            {
                await agent.RunAsync(DemoNames.Run, cancellationToken);
                return;
            }
            catch (SiteKilledException)
            {
                // Started again, as a service manager would: it goes on with the next round that it has a part in.
            }
        }
    }
}
