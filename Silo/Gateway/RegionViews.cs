using System.Collections.Concurrent;
using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Silo.Gateway;

/// <summary>Runs and rounds as they stand. All sites of a cohort look at one when it changes: they share the reads.</summary>
public sealed class RegionViews(IGrainFactory grains)
{
    /// <summary>Most rounds whose views stay.</summary>
    private const int Kept = 16;

    private readonly ConcurrentDictionary<RoundId, RoundView> contributing = new();
    private readonly SharedReads<RunId, RunView> runs = new(run => grains.GetGrain<IRunGrain>(run.Value).GetAsync());
    private readonly SharedReads<RoundId, RoundView> rounds = new(round => grains.GetGrain<IRoundGrain>(round.Value).GetAsync());

    /// <summary>Reads a run; the read begins after the call.</summary>
    /// <exception cref="RunException">No such run.</exception>
    public Task<RunView> RunAsync(RunId run, CancellationToken cancellationToken) => runs.ReadAsync(run, cancellationToken);

    /// <summary>Reads a round; the read begins after the call.</summary>
    /// <exception cref="RoundException">No such round.</exception>
    public Task<RoundView> RoundAsync(RoundId round, CancellationToken cancellationToken) => rounds.ReadAsync(round, cancellationToken);

    /// <summary>
    /// The ticket and the cohort that a contribution is checked against before it is stored. They change no more once a round in
    /// the clear takes contributions, so it is read once and not for each of its frames; whether it still takes any is for its
    /// grain to say. Any other phase is read anew.
    /// </summary>
    /// <exception cref="RoundException">No such round.</exception>
    public async Task<RoundView> ContributingRoundAsync(RoundId round, CancellationToken cancellationToken)
    {
        if (contributing.TryGetValue(round, out var known))
        {
            return known;
        }

        var view = await RoundAsync(round, cancellationToken);
        if (view.Phase == RoundPhase.Contributing)
        {
            if (contributing.Count >= Kept)
            {
                contributing.Clear();
            }

            contributing[round] = view;
        }

        return view;
    }
}
