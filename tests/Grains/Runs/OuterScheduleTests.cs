using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Runs;

namespace Tapestry.Grains.Tests.Runs;

public sealed class OuterScheduleTests
{
    private static readonly OuterOptimizerPlan Plan = new() { FirstLearningRate = 2, LastLearningRate = 0.5f, Momentum = 0.3f };
    private static readonly LocalStepPlan Growing = new() { First = 2, Last = 32, RoundsBeforeGrowth = 3 };

    [Fact]
    public void The_rate_falls_as_local_steps_grow()
    {
        var rates = Enumerable.Range(0, 8).Select(certified => Plan.StepAfter(Growing, certified, rounds: 8).LearningRate);

        Assert.Equal([2f, 2f, 2f, 2f, 1.4142f, 1f, 0.7071f, 0.5f], rates.Select(rate => MathF.Round(rate, 4)));
    }

    [Fact]
    public void A_constant_number_of_local_steps_keeps_the_first_rate() =>
        Assert.Equal(
            new OuterOptimizerSettings(2, 0.3f),
            Plan.StepAfter(new LocalStepPlan { First = 7, Last = 7 }, certified: 5, rounds: 9));
}
