using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Tests.Fixtures;

namespace Tapestry.Grains.Tests.Interleavings;

/// <summary>What must hold of a ledger after every step; the first broken rule in words, or null.</summary>
internal static class LedgerInvariants
{
    /// <summary>What a round in the clear costs in these tests.</summary>
    public const double NoiseFreeCost = 0.75;

    /// <param name="ledger">The ledger.</param>
    /// <param name="released">Rounds in which something of the site was released, as the test saw it happen.</param>
    /// <param name="open">Rounds that have not ended.</param>
    public static string? FindBroken(LedgerView ledger, IReadOnlySet<RoundId> released, IReadOnlySet<RoundId> open)
    {
        var charged = ledger.Charges
            .SelectMany(charge => charge.Rounds.SelectMany(span => Enumerable.Range(span.First, span.Last - span.First + 1))
                .Select(number => new RoundId(charge.Run, number)))
            .ToArray();
        var reserved = ledger.Reserved.Select(reservation => reservation.Round).ToArray();
        return ledger switch
        {
            _ when charged.Distinct().Count() != charged.Length => "charged a round twice",
            _ when charged.Except(released).Any() => "charged a round that released nothing",
            _ when released.Except(charged).Any() => "did not charge a round that released",
            _ when charged.Intersect(reserved).Any() => "still holds what it charged",
            _ when reserved.Distinct().Count() != reserved.Length => "reserved for a round twice",
            _ when reserved.Except(open).Any() => "holds budget for a round that has ended",
            { Budget: { } budget } when Cost(ledger, budget.Delta) > budget.Epsilon * (1 + 1e-12) => "is over budget",
            _ => null,
        };
    }

    private static double Cost(LedgerView ledger, double delta) => new LinearComposition { NoiseFree = NoiseFreeCost }.Epsilon(
        [.. ledger.Charges.Releases(), .. ledger.Reserved.Select(reservation => reservation.Release)], delta);
}
