using Tapestry.Client.Cli.Demo.Progress;

namespace Tapestry.Client.Cli.Demo.Run;

/// <summary>What a demo does, in order, for the time left.</summary>
internal static class DemoPhases
{
    public static IReadOnlyList<PlannedPhase> Plan(DemoSettings settings, DemoPlan plan)
    {
        var sites = settings.Sites.Count;
        List<PlannedPhase> phases =
        [
            new(DemoNames.ConsortiumPhase, (long)sites * plan.SharedSteps, plan.TokensPerStep),
            new(DemoNames.SovereignPhase, (long)sites * plan.PrivateSteps, plan.TokensPerStep),
        ];
        if (settings.Baselines)
        {
            phases.Add(new(DemoNames.AlonePhase, (long)sites * (plan.SharedSteps + plan.PrivateSteps), plan.TokensPerStep));
            phases.Add(new(DemoNames.PooledPhase, plan.SharedSteps, (long)sites * plan.TokensPerStep));
        }

        phases.Add(new(DemoNames.EvaluationPhase));
        return phases;
    }
}
