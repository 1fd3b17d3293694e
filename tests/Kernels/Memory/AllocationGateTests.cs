namespace Tapestry.Kernels.Tests.Memory;

/// <summary>The diagnoser counts what the whole process allocates, so nothing else may run meanwhile.</summary>
[Collection(nameof(AllocationGateTests))]
[CollectionDefinition(nameof(AllocationGateTests), DisableParallelization = true)]
public sealed class AllocationGateTests
{
    private const int Runs = 4;

    [Fact]
    public void A_planted_allocation_is_caught() =>
        Assert.All(AllocationGate.Measure<PlantedAllocation>(), path => Assert.True(path.Value >= PlantedAllocation.Bytes));

    [Fact]
    public void No_hot_path_allocates()
    {
        var least = AllocationGate.Measure<HotPaths>();
        Assert.Equal(HotPaths.Names.Count(), least.Count);

        // The test host itself allocates now and then; what a kernel allocates is there in every run.
        for (var run = 1; run < Runs && least.Values.Any(bytes => bytes > 0); run++)
        {
            var again = AllocationGate.Measure<HotPaths>();
            least = least.ToDictionary(path => path.Key, path => Math.Min(path.Value, again[path.Key]));
        }

        Assert.DoesNotContain(least, path => path.Value > 0);
    }
}
