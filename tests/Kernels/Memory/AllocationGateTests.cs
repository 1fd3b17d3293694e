namespace Tapestry.Kernels.Tests.Memory;

public sealed class AllocationGateTests
{
    [Fact]
    public void A_planted_allocation_is_caught() =>
        Assert.All(AllocationGate.Measure<PlantedAllocation>(), path => Assert.True(path.Value >= PlantedAllocation.Bytes));

    [Fact]
    public void No_hot_path_allocates()
    {
        var measured = AllocationGate.Measure<HotPaths>();

        Assert.Equal(HotPaths.Names.Count(), measured.Count);
        Assert.DoesNotContain(measured, path => path.Value > 0);
    }
}
