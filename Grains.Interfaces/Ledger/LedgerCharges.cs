using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Ledger;

/// <summary>Arithmetic on what was charged, the same for the region's ledger and a site's own record.</summary>
public static class LedgerCharges
{
    /// <summary>True when the round was charged.</summary>
    public static bool Hold(this IReadOnlyList<LedgerCharge> charges, RoundId round) =>
        charges.Any(charge => charge.Holds(round));

    /// <summary>The charges with one round more; a round that they hold changes nothing.</summary>
    public static IReadOnlyList<LedgerCharge> Plus(this IReadOnlyList<LedgerCharge> charges, RoundId round, LedgerRelease release)
    {
        if (charges.Hold(round))
        {
            return charges;
        }

        var index = charges.Index()
            .Where(entry => entry.Item.Run == round.Run && entry.Item.PerRound == release)
            .Select(entry => entry.Index)
            .FirstOrDefault(-1);
        return index < 0
            ? [.. charges, new LedgerCharge(round.Run, release, [new RoundSpan(round.Number, round.Number)])]
            : [.. charges.Take(index), charges[index].With(round.Number), .. charges.Skip(index + 1)];
    }

    /// <summary>All releases, as few entries as there are mechanisms.</summary>
    public static IReadOnlyList<LedgerRelease> Releases(this IReadOnlyList<LedgerCharge> charges) =>
        charges.Select(charge => charge.Total).Merged();

    /// <summary>Equal mechanisms joined: what composing costs grows with mechanisms, not with rounds.</summary>
    public static IReadOnlyList<LedgerRelease> Merged(this IEnumerable<LedgerRelease> releases) =>
    [
        .. releases.GroupBy(release => release.Mechanism)
            .Select(equal => new LedgerRelease(equal.Key, equal.Sum(release => release.Count))),
    ];
}
