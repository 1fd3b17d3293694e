using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Grains.Runs;

/// <summary>The inner learning rates of a plan, as sites take them: linear warm-up, then cosine decay.</summary>
public static class LearningRateCurve
{
    /// <summary>Rate of one local step, counted from 0 over the run.</summary>
    public static float At(this LearningRatePlan plan, long step)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (step < plan.WarmupSteps)
        {
            return (float)(plan.Peak * (double)(step + 1) / plan.WarmupSteps);
        }

        var decay = Math.Max(1, plan.TotalSteps - plan.WarmupSteps);
        var progress = Math.Min(1, (double)(step - plan.WarmupSteps) / decay);
        var cosine = 0.5 * (1 + Math.Cos(Math.PI * progress));
        return (float)(plan.Peak * (plan.FinalShare + ((1 - plan.FinalShare) * cosine)));
    }

    /// <summary>Sum of the rates of a round's local steps; above 0 whenever a step of the round has a rate.</summary>
    public static float SumOver(this LearningRatePlan plan, long firstStep, int steps)
    {
        var sum = 0.0;
        for (var step = firstStep; step < firstStep + steps; step++)
        {
            sum += plan.At(step);
        }

        return (float)sum;
    }
}
