namespace Tapestry.Faults.Tests.Plans;

public sealed class FaultPlanTests
{
    [Fact]
    public void A_seed_gives_the_same_plan_again() =>
        Assert.Equal(FaultPlan.Of(7, count: 50, FaultPlan.Anywhere), FaultPlan.Of(7, count: 50, FaultPlan.Anywhere));

    [Fact]
    public void Seeds_give_different_plans() =>
        Assert.NotEqual(FaultPlan.Of(7, count: 50, FaultPlan.Anywhere), FaultPlan.Of(8, count: 50, FaultPlan.Anywhere));

    [Fact]
    public void Every_kind_befalls_every_target()
    {
        IReadOnlyList<Fault> plan = 
        [
            .. FaultPlan.Of(1, count: 500, FaultPlan.Anywhere), .. FaultPlan.Of(1, count: 50, FaultPlan.OnDisks),
            .. FaultPlan.Of(1, count: 50, FaultPlan.OnObjects),
        ];

        Assert.Equal(Enum.GetValues<FaultKind>(), plan.Select(fault => fault.Kind).Distinct().Order());
        Assert.Equal([0, 1], plan.Where(fault => fault.Kind == FaultKind.KillSilo).Select(fault => fault.Target).Distinct().Order());
        Assert.Equal([0, 1, 2], plan.Where(fault => fault.Kind == FaultKind.KillSite).Select(fault => fault.Target).Distinct().Order());
    }
}
