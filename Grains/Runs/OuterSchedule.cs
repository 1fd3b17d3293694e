using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Grains.Runs;

/// <summary>The outer step of each round of a run.</summary>
public static class OuterSchedule
{
    /// <summary>
    /// The outer step of the round that follows <paramref name="certifiedRounds"/> certified ones: its rate lies between
    /// first and last as the round's local steps lie between theirs, both on a logarithmic scale.
    /// </summary>
    /// <param name="definition">The run.</param>
    /// <param name="certifiedRounds">Rounds certified so far, from 0.</param>
    /// <param name="certifiedSteps">Their local steps together.</param>
    public static OuterOptimizerSettings OuterStepAfter(
        this RunDefinition definition, int certifiedRounds, long certifiedSteps)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var plan = definition.Outer;
        var steps = definition.LocalSteps.StepsAfter(certifiedRounds, definition.Rounds);
        return new OuterOptimizerSettings
        {
            Kind = plan.Kind,
            LearningRate = Rate(plan, definition.LocalSteps, steps),
            Momentum = plan.Momentum,
            SecondMomentDecay = plan.SecondMomentDecay,
            Threshold = plan.Threshold,
            InnerLearningRates = definition.LearningRate.SumOver(certifiedSteps, steps),
            Step = certifiedRounds + 1,
        };
    }

    private static float Rate(OuterOptimizerPlan plan, LocalStepPlan localSteps, int steps)
    {
        if (localSteps.Last == localSteps.First)
        {
            return plan.FirstLearningRate;
        }

        var position = Math.Log((double)steps / localSteps.First) / Math.Log((double)localSteps.Last / localSteps.First);
        return (float)(plan.FirstLearningRate * Math.Pow((double)plan.LastLearningRate / plan.FirstLearningRate, position));
    }
}
