namespace Tapestry.Client.Cli.Demo.Progress;

/// <summary>Where a run says how far it is. All members may be called from several sites at the same time.</summary>
public interface IDemoProgress : IAsyncDisposable
{
    /// <summary>Announces every phase of the run in order, so that the time left covers all of it; called once, first.</summary>
    void Planned(IReadOnlyList<PlannedPhase> phases);

    /// <summary>A phase of the plan begins; the one before it has ended.</summary>
    /// <exception cref="ArgumentException">No planned phase has that name.</exception>
    void PhaseStarted(string phase);

    /// <summary>A site finished a training step.</summary>
    void SiteStepped(SiteStep latest);

    /// <summary>A round was certified or abandoned.</summary>
    void RoundCompleted(CompletedRound round);
}
