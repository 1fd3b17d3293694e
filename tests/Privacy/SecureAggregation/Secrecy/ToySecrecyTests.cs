using Tapestry.Privacy.SecureAggregation;
using Tapestry.Privacy.SecureAggregation.Graphs;
using Tapestry.Privacy.SecureAggregation.Protocol;
using Tapestry.Privacy.SecureAggregation.Sharing;

namespace Tapestry.Privacy.Tests.SecureAggregation.Secrecy;

public sealed class ToySecrecyTests
{
    public static TheoryData<int> Dropouts => [-1, 0, 1, 2];

    [Theory]
    [MemberData(nameof(Dropouts))]
    public void Inputs_with_one_sum_give_one_distribution_of_views(int dropout)
    {
        var toy = new ToyProtocol { Survivors = Survivors(dropout) };
        var views = Inputs(dropout, sum: 1).Select(toy.Views).ToList();

        Assert.All(views, view => AssertSame(views[0], view));

        // Another sum shows, as it must.
        Assert.All(Inputs(dropout, sum: 2), inputs => Assert.False(Same(views[0], toy.Views(inputs))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_planted_leak_of_both_secrets_of_a_late_member_is_caught(int dropout)
    {
        var toy = new ToyProtocol { Survivors = Survivors(dropout), Leaks = [(dropout, SecretKind.SelfMaskSeed)] };

        AssertCaught(toy, dropout);
    }

    [Fact]
    public void The_planted_leak_of_a_survivors_key_is_caught() =>
        AssertCaught(new ToyProtocol { Survivors = Survivors(-1), Leaks = [(1, SecretKind.MaskingKey)] }, -1);

    [Fact]
    public void A_planted_dealer_that_is_hidden_from_a_survivor_while_another_drops_out_is_caught() => AssertCaught(
        new ToyProtocol
        {
            Survivors = Survivors(2),
            DealersShownTo = member => new MemberSet(Enumerable.Range(0, 4).Where(dealer => (member, dealer) != (0, 1))),
        },
        2);

    [Fact]
    public void A_planted_member_without_pairwise_masks_is_caught() =>
        AssertCaught(new ToyProtocol { Survivors = Survivors(-1), MasksPairs = member => member != 0 }, -1);

    [Fact]
    public void No_schedule_reveals_both_secrets_of_anybody()
    {
        var graphs = new[] { MaskingGraph.Complete(5), MaskingGraph.Circulant(5, 2, default) };
        foreach (var (graph, sharers) in graphs.SelectMany(graph => Subsets(5).Select(set => (graph, set))))
        {
            foreach (var survivors in Subsets(5).Where(set => set.IsSubsetOf(sharers)))
            {
                var revealed = survivors
                    .SelectMany(holder => RevealSchedule.Of(holder, survivors, sharers, graph))
                    .Distinct()
                    .ToList();
                Assert.Equal(revealed.Count, revealed.DistinctBy(secret => secret.Owner).Count());
                Assert.All(revealed, secret => Assert.Equal(
                    survivors.Contains(secret.Owner), secret.Kind == SecretKind.SelfMaskSeed));
            }
        }
    }

    private static void AssertCaught(ToyProtocol toy, int dropout)
    {
        var views = Inputs(dropout, sum: 1).Select(toy.Views).ToList();
        Assert.Contains(views, view => !Same(views[0], view));
    }

    private static MemberSet Survivors(int dropout) => new(Enumerable.Range(0, 4).Where(member => member != dropout));

    /// <summary>All inputs of the honest members whose survivors add up to the sum mod 3.</summary>
    private static IEnumerable<int[]> Inputs(int dropout, int sum) =>
        from first in Enumerable.Range(0, 3)
        from second in Enumerable.Range(0, 3)
        from third in Enumerable.Range(0, 3)
        let inputs = new[] { first, second, third }
        where inputs.Where((_, member) => member != dropout).Sum() % 3 == sum
        select inputs;

    private static IEnumerable<MemberSet> Subsets(int members) => Enumerable.Range(0, 1 << members)
        .Select(choice => new MemberSet(Enumerable.Range(0, members).Where(member => (choice >> member & 1) == 1)));

    private static bool Same(IReadOnlyDictionary<string, int> left, IReadOnlyDictionary<string, int> right) =>
        left.Count == right.Count && left.All(entry => right.GetValueOrDefault(entry.Key) == entry.Value);

    private static void AssertSame(IReadOnlyDictionary<string, int> left, IReadOnlyDictionary<string, int> right) =>
        Assert.True(Same(left, right), "the views of two inputs with one sum differ in distribution");
}
