using Tapestry.Faults.Tests.Plans;
using Tapestry.Faults.Tests.Regions;
using Tapestry.Testing;
using Xunit.Abstractions;

namespace Tapestry.Faults.Tests.Moments;

/// <summary>
/// Processes killed and frozen, the database killed, the network partitioned and cut, at moments that the seed draws,
/// over and over while rounds pass: the run ends with the base that it makes without faults, and its record is sound.
/// </summary>
[Collection(SharesReference.Name)]
[Trait(FaultSuite.Trait, FaultSuite.Name)]
public sealed class RandomFaultTests(ReferenceRun reference, ITestOutputHelper output)
{
    /// <summary>Of each kind of round; the long form makes 240.</summary>
    private static readonly int Faults = FaultSuite.IsLong ? 120 : 8;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_fault_changes_the_shared_base(bool isSecure)
    {
        var suffered = 0;
        for (var number = 0; suffered < Faults; number++)
        {
            var seed = unchecked((FaultSuite.Seed * 31) + (number * 2) + (isSecure ? 1 : 0));
            var plan = FaultPlan.Of(seed, Faults - suffered, FaultPlan.Anywhere);
            suffered += await new FaultedRun(reference, output).RunAsync(new RegionShape { IsSecure = isSecure }, plan);
        }

        output.WriteLine($"{suffered} faults");
    }
}
