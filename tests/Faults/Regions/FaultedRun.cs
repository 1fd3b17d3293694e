using Tapestry.Faults.Tests.Plans;
using Tapestry.Faults.Tests.Records;
using Tapestry.Testing;
using Xunit.Abstractions;

namespace Tapestry.Faults.Tests.Regions;

/// <summary>A region until its run has ended, while faults befall it; then its record must be sound and its base the reference's.</summary>
internal sealed class FaultedRun(ReferenceRun reference, ITestOutputHelper output)
{
    /// <summary>Far longer than any run takes: a region that stands still fails.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(FaultSuite.IsLong ? 12 : 4);

    /// <summary>Runs a region.</summary>
    /// <param name="shape">What it is made of.</param>
    /// <param name="plan">What befalls it, in this order.</param>
    /// <param name="inspect">Sees the region when its run has ended, before it stops.</param>
    /// <returns>The number of faults that it met before its run had ended.</returns>
    public async Task<int> RunAsync(RegionShape shape, IReadOnlyList<Fault> plan, Action<FaultRegion>? inspect = null)
    {
        output.WriteLine(FaultSuite.Repeat);
        var expected = await reference.DigestAsync(shape.IsSecure);
        await using var region = await FaultRegion.StartAsync(reference, shape);
        var suffered = await SufferAsync(region, plan);
        inspect?.Invoke(region);
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

    private async Task<int> SufferAsync(FaultRegion region, IReadOnlyList<Fault> plan)
    {
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

        return suffered;
    }
}
