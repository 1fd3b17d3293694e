using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Grains.Runs;

/// <summary>Local steps of each round under a plan: constant at first, then growing geometrically to the last round.</summary>
public static class LocalStepSchedule
{
    /// <summary>Local steps (H) of the round that follows <paramref name="certified"/> certified ones.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="certified">Rounds certified so far, from 0.</param>
    /// <param name="rounds">Certified rounds that the run wants.</param>
    public static int StepsAfter(this LocalStepPlan plan, int certified, int rounds)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var last = rounds - 1;
        if (certified <= plan.RoundsBeforeGrowth || last <= plan.RoundsBeforeGrowth)
        {
            return plan.First;
        }

        var position = Math.Min(1.0, (double)(certified - plan.RoundsBeforeGrowth) / (last - plan.RoundsBeforeGrowth));
        return (int)Math.Round(plan.First * Math.Pow((double)plan.Last / plan.First, position));
    }

    /// <summary>Local steps of all rounds together.</summary>
    public static long TotalSteps(this LocalStepPlan plan, int rounds) =>
        Enumerable.Range(0, rounds).Sum(certified => (long)plan.StepsAfter(certified, rounds));
}
