namespace Tapestry.Faults.Tests.Plans;

/// <summary>Draws faults: what, when and whom is a function of the seed alone.</summary>
internal static class FaultPlan
{
    /// <summary>Longer than the leases of the silos under test, which last 3 s.</summary>
    private static readonly TimeSpan BeyondLeases = TimeSpan.FromSeconds(4);

    /// <summary>Kills are the most frequent.</summary>
    private static readonly FaultKind[] Drawn =
    [
        FaultKind.KillSilo, FaultKind.KillSilo, FaultKind.KillSilo, FaultKind.KillSite, FaultKind.KillSite,
        FaultKind.KillDatabase, FaultKind.KillDatabase, .. Enum.GetValues<FaultKind>(),
    ];

    public static IReadOnlyList<Fault> Of(int seed, int count, int silos, int sites)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Draw(random, silos, sites))];
    }

    private static Fault Draw(Random random, int silos, int sites)
    {
        var kind = Drawn[random.Next(Drawn.Length)];
        var target = kind switch
        {
            FaultKind.KillDatabase => 0,
            FaultKind.KillSite or FaultKind.FreezeSite => random.Next(sites),
            _ => random.Next(silos),
        };
        var after = TimeSpan.FromMilliseconds(random.Next(100, 1500));
        var lasts = TimeSpan.FromMilliseconds(random.Next(0, 1500));
        return new Fault(kind, target, after, kind == FaultKind.FreezeSilo ? BeyondLeases + lasts : lasts);
    }
}
