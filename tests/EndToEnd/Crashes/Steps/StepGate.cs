using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Testing;

namespace Tapestry.EndToEnd.Tests.Crashes.Steps;

/// <summary>Holds a member in one step of each round, before its answer leaves, so that the step stays open until released.</summary>
/// <param name="steps">The step of round 1, 2 and so on.</param>
internal sealed class StepGate(IReadOnlyList<SecureStep> steps)
{
    private readonly TaskCompletionSource[] arrivals = Signals(steps.Count);
    private readonly TaskCompletionSource[] releases = Signals(steps.Count);

    /// <summary>The step in which the round is held.</summary>
    public SecureStep StepOf(int round) => steps[round - 1];

    /// <summary>Completes when the round's step is open and the member is about to answer it.</summary>
    public Task ArrivalAsync(int round) => arrivals[round - 1].Task.InTimeAsync($"{StepOf(round)} of round {round}");

    public void Release(int round) => releases[round - 1].TrySetResult();

    /// <summary>The member waits here.</summary>
    public async Task PassAsync(ProtocolAnswer answer, CancellationToken cancellationToken)
    {
        var round = answer.Round.Number;
        if (answer.Step == StepOf(round))
        {
            arrivals[round - 1].TrySetResult();
            await releases[round - 1].Task.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource[] Signals(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
}
