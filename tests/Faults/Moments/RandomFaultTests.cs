using Tapestry.Faults.Tests.Plans;
using Tapestry.Faults.Tests.Records;
using Tapestry.Faults.Tests.Regions;
using Tapestry.EndToEnd.Tests.Fixtures;
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

    /// <summary>Far longer than any run takes: a region that stands still fails.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(FaultSuite.IsLong ? 12 : 4);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_fault_changes_the_shared_base(bool isSecure)
    {
        output.WriteLine(FaultSuite.Repeat);
        var suffered = 0;
        for (var number = 0; suffered < Faults; number++)
        {
            var seed = unchecked((FaultSuite.Seed * 31) + (number * 2) + (isSecure ? 1 : 0));
            suffered += await RunAsync(isSecure, Plan(isSecure, seed, Faults - suffered));
        }

        output.WriteLine($"{suffered} faults");
    }

    /// <summary>Sites of secure rounds live in this process, which must not be frozen: they are killed instead.</summary>
    private static IReadOnlyList<Fault> Plan(bool isSecure, int seed, int count) =>
    [
        .. FaultPlan.Of(seed, count, FaultRegion.Silos, TestRun.Sites.Count).Select(fault =>
            isSecure && fault.Kind == FaultKind.FreezeSite ? fault with { Kind = FaultKind.KillSite } : fault),
    ];

    /// <summary>One region until its run has ended; the number of faults that it met.</summary>
    private async Task<int> RunAsync(bool isSecure, IReadOnlyList<Fault> plan)
    {
        var expected = await reference.DigestAsync(isSecure);
        await using var region = await FaultRegion.StartAsync(reference, isSecure);
        var end = region.End;
        var suffered = 0;
        try
        {
            foreach (var fault in plan)
            {
                if (await Task.WhenAny(end, Task.Delay(fault.After, TimeProvider.System)) == end)
                {
                    break;
                }

                output.WriteLine(fault.ToString());
                await region.SufferAsync(fault);
                suffered++;
            }

            await end.WaitAsync(LongestRun, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{FaultSuite.Repeat}: the run stands still after {suffered} faults.\n{region.Outputs()}");
        }

        var record = await region.EndAndReadAsync();
        IReadOnlyList<string> violations = record.Run.CertifiedRounds == ReferenceRun.Rounds
            ? RegionInvariants.Violations(record, expected)
            : [$"{record.Run.CertifiedRounds} certified rounds: {record.Run.Phase}, {record.Run.Reason}"];
        if (violations.Count > 0)
        {
            Assert.Fail($"{FaultSuite.Repeat}: {string.Join('\n', violations)}\n{region.Outputs()}");
        }

        return suffered;
    }
}
