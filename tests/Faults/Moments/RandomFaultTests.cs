using Tapestry.Faults.Tests.Plans;
using Tapestry.Faults.Tests.Regions;
using Tapestry.Testing;
using Xunit.Abstractions;

namespace Tapestry.Faults.Tests.Moments;

/// <summary>
/// Processes killed and frozen, database and object store killed, the network partitioned and cut, at moments that the seed
/// draws, over and over while rounds pass: the run ends with the base that it makes without faults, and its record is sound.
/// </summary>
[Collection(SharesReference.Name)]
[Trait(FaultSuite.Trait, FaultSuite.Name)]
public sealed class RandomFaultTests(ReferenceRun reference, ITestOutputHelper output)
{
    /// <summary>Of each kind of region; the long form makes 480.</summary>
    private static readonly int Faults = FaultSuite.IsLong ? 120 : 8;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task No_fault_changes_the_shared_base(bool isSecure) =>
        SufferAsync(new RegionShape { IsSecure = isSecure }, FaultPlan.Anywhere, salt: isSecure ? 1 : 0);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task No_fault_of_an_object_store_changes_the_shared_base(bool isSecure) =>
        SufferAsync(new RegionShape { IsSecure = isSecure, HasObjectStore = true }, FaultPlan.OnObjects, salt: isSecure ? 3 : 2);

    private async Task SufferAsync(RegionShape shape, IReadOnlyList<FaultKind> kinds, int salt)
    {
        var suffered = 0;
        for (var number = 0; suffered < Faults; number++)
        {
            var seed = unchecked((FaultSuite.Seed * 31) + (number * 4) + salt);
            suffered += await new FaultedRun(reference, output).RunAsync(shape, FaultPlan.Of(seed, Faults - suffered, kinds));
        }

        output.WriteLine($"{suffered} faults");
    }
}
