using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Grains.Runs;

/// <summary>The outer step of each round under a plan.</summary>
public static class OuterSchedule
{
    /// <summary>
    /// The outer step of the round that follows <paramref name="certified"/> certified ones: its rate lies between first
    /// and last as the round's local steps lie between theirs, both on a logarithmic scale.
    /// </summary>
    public static OuterOptimizerSettings StepAfter(
        this OuterOptimizerPlan plan, LocalStepPlan localSteps, int certified, int rounds)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(localSteps);
        if (localSteps.Last == localSteps.First)
        {
            return new OuterOptimizerSettings(plan.FirstLearningRate, plan.Momentum);
        }

        var steps = localSteps.StepsAfter(certified, rounds);
        var position = Math.Log((double)steps / localSteps.First) / Math.Log((double)localSteps.Last / localSteps.First);
        var rate = plan.FirstLearningRate * Math.Pow((double)plan.LastLearningRate / plan.FirstLearningRate, position);
        return new OuterOptimizerSettings((float)rate, plan.Momentum);
    }
}
