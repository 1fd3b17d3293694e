using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Faults.Tests.Regions;

namespace Tapestry.Faults.Tests.Plans;

/// <summary>Draws faults: what, when and whom is a function of the seed alone.</summary>
internal static class FaultPlan
{
    /// <summary>Longer than the leases of the silos under test, which last 3 s.</summary>
    private static readonly TimeSpan BeyondLeases = TimeSpan.FromSeconds(4);

    /// <summary>What befalls processes and the network; kills are the most frequent.</summary>
    public static readonly IReadOnlyList<FaultKind> Anywhere =
    [
        FaultKind.KillSilo, FaultKind.KillSilo, FaultKind.KillSilo, FaultKind.KillSite, FaultKind.KillSite,
        FaultKind.KillDatabase, FaultKind.KillDatabase,
        .. Enum.GetValues<FaultKind>().Except([FaultKind.FullFolder, FaultKind.FullDatabase, FaultKind.KillObjects]),
    ];

    /// <summary>What befalls disks, and the silos on them.</summary>
    public static readonly IReadOnlyList<FaultKind> OnDisks = [FaultKind.FullFolder, FaultKind.FullDatabase, FaultKind.KillSilo];

    /// <summary>What befalls an object store, and those that read and write it.</summary>
    public static readonly IReadOnlyList<FaultKind> OnObjects =
        [FaultKind.KillObjects, FaultKind.KillObjects, FaultKind.KillSilo, FaultKind.FreezeSilo, FaultKind.KillSite];

    /// <summary>Draws for the processes of a region under test.</summary>
    /// <param name="seed">Draws everything.</param>
    /// <param name="count">Faults.</param>
    /// <param name="kinds">What is drawn from, each as often as it stands there.</param>
    public static IReadOnlyList<Fault> Of(int seed, int count, IReadOnlyList<FaultKind> kinds)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Draw(random, kinds))];
    }

    private static Fault Draw(Random random, IReadOnlyList<FaultKind> kinds)
    {
        var kind = kinds[random.Next(kinds.Count)];
        var target = kind switch
        {
            FaultKind.KillAllSilos or FaultKind.KillDatabase or FaultKind.FullFolder or FaultKind.FullDatabase or FaultKind.KillObjects => 0,
            FaultKind.KillSite or FaultKind.FreezeSite => random.Next(TestRun.Sites.Count),
            _ => random.Next(ReferenceRun.Silos.Count),
        };
        var after = TimeSpan.FromMilliseconds(random.Next(100, 1500));
        var lasts = TimeSpan.FromMilliseconds(random.Next(0, 1500));
        return new Fault(kind, target, after, kind == FaultKind.FreezeSilo ? BeyondLeases + lasts : lasts);
    }
}
