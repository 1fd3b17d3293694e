using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Tests.Fixtures;

namespace Tapestry.Grains.Tests.Ledger;

public sealed class LedgerChargesTests
{
    private static readonly LedgerRelease[] Kinds =
        [LinearComposition.Costing(1), LinearComposition.Costing(2) with { Count = 3 }, new(new NoiseFreeRelease())];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Charges_in_any_order_with_duplicates_count_every_round_once(int seed)
    {
        var random = new Random(seed);
        IReadOnlyList<LedgerCharge> charges = [];
        var first = new Dictionary<RoundId, LedgerRelease>();
        for (var step = 0; step < 300; step++)
        {
            var round = new RoundId(new RunId($"run-{random.Next(2)}"), random.Next(1, 60));
            var release = Kinds[random.Next(Kinds.Length)];
            first.TryAdd(round, release);
            charges = charges.Plus(round, release);

            Assert.True(charges.Hold(round));
        }

        Assert.Equal(
            Totals(first.Values), Totals(charges.Select(charge => charge.Total)));
        Assert.All(charges, charge => Assert.All(
            charge.Rounds.Zip(charge.Rounds.Skip(1)), pair => Assert.True(pair.First.Last + 1 < pair.Second.First)));
    }

    private static Dictionary<ReleaseMechanism, long> Totals(IEnumerable<LedgerRelease> releases) =>
        releases.GroupBy(release => release.Mechanism).ToDictionary(equal => equal.Key, equal => equal.Sum(release => release.Count));
}
