using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Silo.Gateway;

/// <summary>Runs and rounds as they stand. All sites of a cohort look at one when it changes: they share the reads.</summary>
public sealed class RegionViews(IGrainFactory grains)
{
    private readonly SharedReads<RunId, RunView> runs = new(run => grains.GetGrain<IRunGrain>(run.Value).GetAsync());
    private readonly SharedReads<RoundId, RoundView> rounds = new(round => grains.GetGrain<IRoundGrain>(round.Value).GetAsync());

    /// <summary>Reads a run; the read begins after the call.</summary>
    /// <exception cref="RunException">No such run.</exception>
    public Task<RunView> RunAsync(RunId run, CancellationToken cancellationToken) => runs.ReadAsync(run, cancellationToken);

    /// <summary>Reads a round; the read begins after the call.</summary>
    /// <exception cref="RoundException">No such round.</exception>
    public Task<RoundView> RoundAsync(RoundId round, CancellationToken cancellationToken) => rounds.ReadAsync(round, cancellationToken);
}
