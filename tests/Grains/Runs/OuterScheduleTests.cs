using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Runs;
using Tapestry.Grains.Tests.Fixtures;

namespace Tapestry.Grains.Tests.Runs;

public sealed class OuterScheduleTests
{
    private static readonly OuterOptimizerPlan Plan = new()
    {
        Kind = OuterOptimizerKind.Adam,
        FirstLearningRate = 2,
        LastLearningRate = 0.5f,
        Momentum = 0.3f,
        SecondMomentDecay = 0.98f,
        Threshold = 0.2f,
    };

    [Fact]
    public void The_rate_falls_as_local_steps_grow()
    {
        var run = Run(new LocalStepPlan { First = 2, Last = 32, RoundsBeforeGrowth = 3 }, rounds: 8);

        var rates = Enumerable.Range(0, 8).Select(certified => run.OuterStepAfter(certified, certifiedSteps: 0).LearningRate);

        Assert.Equal([2f, 2f, 2f, 2f, 1.4142f, 1f, 0.7071f, 0.5f], rates.Select(rate => MathF.Round(rate, 4)));
    }

    [Fact]
    public void A_constant_number_of_local_steps_keeps_the_first_rate()
    {
        var run = Run(new LocalStepPlan { First = 3, Last = 3 }, rounds: 9);

        var step = run.OuterStepAfter(certifiedRounds: 5, certifiedSteps: 15);

        Assert.Equal(
            new OuterOptimizerSettings
            {
                Kind = OuterOptimizerKind.Adam,
                LearningRate = 2,
                Momentum = 0.3f,
                SecondMomentDecay = 0.98f,
                Threshold = 0.2f,
                InnerLearningRates = run.LearningRate.SumOver(15, 3),
                Step = 6,
            },
            step);
    }

    [Fact]
    public void The_inner_rates_of_a_round_warm_up_and_decay()
    {
        var rates = new LearningRatePlan { Peak = 1, WarmupSteps = 4, TotalSteps = 8, FinalShare = 0.2f };

        Assert.Equal(0.25 + 0.5 + 0.75 + 1, rates.SumOver(0, 4), 1e-6);
        Assert.Equal(0.6, rates.At(6), 1e-6);
        Assert.Equal(0.2 * 3, rates.SumOver(8, 3), 1e-6);
    }

    private static RunDefinition Run(LocalStepPlan localSteps, int rounds) =>
        TestConsortium.Definition(sites: 2, rounds: rounds) with { LocalSteps = localSteps, Outer = Plan };
}
