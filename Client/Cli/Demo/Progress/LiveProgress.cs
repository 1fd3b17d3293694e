using Spectre.Console;

namespace Tapestry.Client.Cli.Demo.Progress;

/// <summary>Redraws a table in place on a terminal, at most a few times a second.</summary>
internal sealed class LiveProgress : IDemoProgress
{
    private static readonly TimeSpan FrameTime = TimeSpan.FromMilliseconds(125);

    private readonly Lock gate = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider clock;
    private readonly ProgressState state;
    private readonly Task display;
    private LiveDisplayContext? context;
    private long? lastFrame;

    public LiveProgress(IAnsiConsole console, TimeProvider clock)
    {
        this.clock = clock;
        state = new ProgressState(clock);
        display = console.Live(ProgressView.Render(state)).Overflow(VerticalOverflow.Crop).StartAsync(live =>
        {
            lock (gate)
            {
                context = live;
            }

            return ended.Task;
        });
    }

    public void Planned(IReadOnlyList<PlannedPhase> phases) => Update(() => state.SetPlan(phases), isUrgent: true);

    public void PhaseStarted(string phase) => Update(() => state.StartPhase(phase), isUrgent: true);

    public void SiteStepped(SiteStep latest) => Update(() => state.Step(latest), isUrgent: false);

    public void RoundCompleted(CompletedRound round) => Update(() => state.Complete(round), isUrgent: true);

    /// <summary>Draws the last state, which stays on the screen.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            context?.UpdateTarget(ProgressView.Render(state));
            context = null;
        }

        ended.TrySetResult();
        await display;
    }

    private void Update(Action change, bool isUrgent)
    {
        lock (gate)
        {
            change();
            if (!isUrgent && lastFrame is { } last && clock.GetElapsedTime(last) < FrameTime)
            {
                return;
            }

            lastFrame = clock.GetTimestamp();
            context?.UpdateTarget(ProgressView.Render(state));
        }
    }
}
