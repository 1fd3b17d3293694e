using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Tests.Fixtures;

namespace Tapestry.Grains.Tests.Interleavings;

/// <summary>The detector of the ledger's interleaving tests must see planted faults before its silence means anything.</summary>
public sealed class LedgerInvariantsTests
{
    private static readonly LedgerRelease One = LinearComposition.Costing(1);

    private static readonly LedgerView Good = new()
    {
        Ledger = new LedgerId(TestConsortium.Site(0), "letters"),
        Budget = new PrivacyBudget(4, 1e-5),
        Charges = [Charge(1, 3)],
        Reserved = [new LedgerReservation(Round(4), One)],
    };

    public static TheoryData<LedgerView, string> Planted => new()
    {
        { Good with { Charges = [Charge(1, 3), Charge(3, 3)] }, "charged a round twice" },
        { Good with { Charges = [Charge(1, 4)], Reserved = [] }, "charged a round that released nothing" },
        { Good with { Charges = [Charge(1, 2)] }, "did not charge a round that released" },
        { Good with { Reserved = [new(Round(3), One)] }, "still holds what it charged" },
        { Good with { Reserved = [new(Round(4), One), new(Round(4), One)] }, "reserved for a round twice" },
        { Good with { Reserved = [new(Round(5), One)] }, "a round that has ended" },
        { Good with { Budget = new PrivacyBudget(3.99, 1e-5) }, "over budget" },
        { Good with { Charges = [], Reserved = [], Budget = null }, "did not charge" },
    };

    [Fact]
    public void A_good_ledger_breaks_no_rule() => Assert.Null(Find(Good));

    [Theory]
    [MemberData(nameof(Planted))]
    public void A_planted_fault_is_seen(LedgerView view, string rule) => Assert.Contains(rule, Find(view), StringComparison.Ordinal);

    private static string? Find(LedgerView view) => LedgerInvariants.FindBroken(
        view, new HashSet<RoundId> { Round(1), Round(2), Round(3) }, new HashSet<RoundId> { Round(3), Round(4) });

    private static LedgerCharge Charge(int first, int last) => new(TestConsortium.Run, One, [new RoundSpan(first, last)]);

    private static RoundId Round(int number) => new(TestConsortium.Run, number);
}
