using Tapestry.Client.Cli.Demo.Progress;
using Tapestry.Client.Cli.Reports;

namespace Tapestry.Client.Cli.Demo.Run;

/// <summary>Announces phases and measures their wall time in this process.</summary>
internal sealed class PhaseTimer(IDemoProgress progress, TimeProvider clock)
{
    private readonly List<ReportPhase> done = [];
    private string? current;
    private long startedAt;

    public void Start(string phase)
    {
        End();
        (current, startedAt) = (phase, clock.GetTimestamp());
        progress.PhaseStarted(phase);
    }

    public IReadOnlyList<ReportPhase> Finish()
    {
        End();
        return done;
    }

    private void End()
    {
        if (current is not null)
        {
            done.Add(new ReportPhase(current, clock.GetElapsedTime(startedAt).TotalSeconds));
        }
    }
}
