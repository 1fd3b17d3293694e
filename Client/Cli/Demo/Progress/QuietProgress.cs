namespace Tapestry.Client.Cli.Demo.Progress;

/// <summary>Says nothing.</summary>
internal sealed class QuietProgress : IDemoProgress
{
    public void Planned(IReadOnlyList<PlannedPhase> phases)
    {
    }

    public void PhaseStarted(string phase)
    {
    }

    public void SiteStepped(SiteStep latest)
    {
    }

    public void RoundCompleted(CompletedRound round)
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
