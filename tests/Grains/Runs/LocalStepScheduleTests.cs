using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Runs;

namespace Tapestry.Grains.Tests.Runs;

public sealed class LocalStepScheduleTests
{
    private static readonly LocalStepPlan Growing = new() { First = 2, Last = 32, RoundsBeforeGrowth = 3 };

    [Fact]
    public void Steps_stay_at_the_first_value_then_grow_to_the_last()
    {
        var steps = Enumerable.Range(0, 8).Select(certified => Growing.StepsAfter(certified, rounds: 8)).ToArray();

        Assert.Equal([2, 2, 2, 2, 4, 8, 16, 32], steps);
        Assert.Equal(steps.Sum(), Growing.TotalSteps(8));
    }

    [Fact]
    public void Equal_ends_are_a_constant_schedule() =>
        Assert.All(Enumerable.Range(0, 20), certified =>
            Assert.Equal(5, new LocalStepPlan { First = 5, Last = 5 }.StepsAfter(certified, rounds: 20)));

    [Fact]
    public void A_run_shorter_than_the_pause_before_growth_never_grows() =>
        Assert.All(Enumerable.Range(0, 3), certified => Assert.Equal(2, Growing.StepsAfter(certified, rounds: 3)));
}
