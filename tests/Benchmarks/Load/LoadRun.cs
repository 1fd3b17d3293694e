using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Benchmarks.Load;

/// <summary>Runs a region's sites to the end of the run.</summary>
internal sealed class LoadRun(LoadRegion region)
{
    /// <summary>Sites that mask at a time: as many as there are cores to do it.</summary>
    private static readonly int MaskingSites = Environment.ProcessorCount;

    /// <summary>Calls of all sites.</summary>
    public CallTimes Calls { get; } = new();

    /// <summary>Starts the run and its sites, and waits for the end of both.</summary>
    /// <param name="roundEnded">Told each round's number when the last site has done its part; called one after the other.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">A round was abandoned.</exception>
    public async Task RunAsync(Action<int> roundEnded, CancellationToken cancellationToken)
    {
        var left = new int[region.Plan.Rounds + 1];
        Array.Fill(left, region.Plan.Sites);
        using var masking = new SemaphoreSlim(MaskingSites);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sites = region.Roster.Keys.Select(site => new ThinSite(region, site, Calls, masking)).ToList();
        try
        {
            await region.StartRunAsync();
            await Task.WhenAll(sites.Select(site => EndAllWhenOneFailsAsync(site.RunAsync(Ended, stop.Token), stop)));
        }
        finally
        {
            sites.ForEach(site => site.Dispose());
        }

        var run = await region.Access.Grains.GetGrain<IRunGrain>(LoadRegion.Run.Value).GetAsync();
        if (run.CertifiedRounds != region.Plan.Rounds)
        {
            throw new InvalidOperationException($"{run.CertifiedRounds} of {region.Plan.Rounds} rounds were certified: {run.Reason}");
        }

        void Ended(int round)
        {
            if (Interlocked.Decrement(ref left[round]) == 0)
            {
                roundEnded(round);
            }
        }
    }

    /// <summary>Processor time so far of this process, in which the sites are, and of the silo.</summary>
    public static (TimeSpan Sites, TimeSpan Silo) ProcessorTimes(LoadRegion region) =>
        (Environment.CpuUsage.TotalTime, region.Silo.ProcessorTime);

    private static async Task EndAllWhenOneFailsAsync(Task site, CancellationTokenSource stop)
    {
        try
        {
            await site;
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }
}
