using System.Globalization;
using Tapestry.Faults.Tests.Plans;
using Tapestry.Faults.Tests.Regions;
using Tapestry.Testing;
using Xunit.Abstractions;

namespace Tapestry.Faults.Tests.Clocks;

/// <summary>
/// One silo's clock is an hour wrong, as long as the deadlines of a round, while silos and sites are killed: nothing comes
/// early, nothing late, and the Shared Base is the same.
/// </summary>
[Collection(SharesReference.Name)]
[Trait(FaultSuite.Trait, FaultSuite.Name)]
public sealed class ClockSkewTests(ReferenceRun reference, SkewedClock clock, ITestOutputHelper output) : IClassFixture<SkewedClock>
{
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ssZ";
    private static readonly int Faults = FaultSuite.IsLong ? 20 : 3;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(20);

    [Theory]
    [InlineData(1, false)]
    [InlineData(-1, true)]
    public async Task A_silos_clock_that_is_an_hour_wrong_changes_nothing(int hours, bool isSecure)
    {
        var shape = new RegionShape
        {
            IsSecure = isSecure, Environment = silo => silo == 0 ? clock.By(hours * Hour) : new Dictionary<string, string>(),
        };
        var plan = FaultPlan.Of(FaultSuite.Seed + hours, Faults, FaultPlan.Anywhere);

        await new FaultedRun(reference, output).RunAsync(shape, plan, region =>
        {
            AssertClock(region.SiloOutputs.First(), hours * Hour);
            AssertClock(region.SiloOutputs.Last(), TimeSpan.Zero);
        });
    }

    /// <summary>A silo's lines begin with its own time, by which an error of a minute does not matter here.</summary>
    private static void AssertClock(string output, TimeSpan skew)
    {
        var line = output.Split('\n').Last(line => line.Length > TimeFormat.Length && char.IsAsciiDigit(line[0]));
        var told = DateTimeOffset.ParseExact(line[..TimeFormat.Length], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        Assert.InRange(told - TimeProvider.System.GetUtcNow(), skew - Tolerance, skew + Tolerance);
    }
}
