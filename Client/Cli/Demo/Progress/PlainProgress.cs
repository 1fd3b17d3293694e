namespace Tapestry.Client.Cli.Demo.Progress;

/// <summary>One line a phase, a round, and a site's last step: for logs and pipes.</summary>
internal sealed class PlainProgress(TextWriter output, TimeProvider clock) : IDemoProgress
{
    // A phase without rounds still says from time to time that it lives.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly ProgressState state = new(clock);
    private long lastLine = clock.GetTimestamp();

    public void Planned(IReadOnlyList<PlannedPhase> phases)
    {
        lock (gate)
        {
            state.SetPlan(phases);
        }
    }

    public void PhaseStarted(string phase)
    {
        lock (gate)
        {
            state.StartPhase(phase);
            var steps = state.Phase!.Steps;
            Write($"phase {state.PhaseNumber}/{state.PhaseCount}: {phase}"
                + (steps > 0 ? $", {ProgressText.Count(steps)} steps" : ""));
        }
    }

    public void SiteStepped(SiteStep latest)
    {
        lock (gate)
        {
            state.Step(latest);
            if (latest.Step >= latest.OfSteps || clock.GetElapsedTime(lastLine) >= Heartbeat)
            {
                Write($"{latest.Site}: step {latest.Step}/{latest.OfSteps}, loss {ProgressText.Number(latest.Loss, "0.000")}, "
                    + $"{ProgressText.Number(latest.TokensPerSecond, "N0")} tokens/s, left {ProgressText.Left(state.Left)}");
            }
        }
    }

    public void RoundCompleted(CompletedRound round)
    {
        lock (gate)
        {
            state.Complete(round);
            Write($"round {round.Round}/{round.OfRounds}{(round.IsCertified ? "" : " abandoned")}: "
                + $"loss {ProgressText.Number(round.MeanLoss, "0.000")}, held-out bits/byte {HeldOut(round)}, "
                + $"up {ProgressText.Bytes(round.BytesUp)}, down {ProgressText.Bytes(round.BytesDown)}, "
                + $"training {ProgressText.Duration(round.Training)}, other {ProgressText.Duration(round.Other)}, "
                + $"left {ProgressText.Left(state.Left)}");
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string HeldOut(CompletedRound round) => round.HeldOutBitsPerByte.Count == 0
        ? "n/a"
        : string.Join(' ', round.HeldOutBitsPerByte
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => $"{entry.Key} {ProgressText.Number(entry.Value, "0.000")}"));

    private void Write(string line)
    {
        lastLine = clock.GetTimestamp();
        output.WriteLine(line);
        output.Flush();
    }
}
