using Tapestry.Privacy.SecureAggregation;
using Tapestry.Privacy.SecureAggregation.Regions;
using Tapestry.Privacy.Tests.SecureAggregation.Support;

namespace Tapestry.Privacy.Tests.SecureAggregation;

public sealed class ExactSumTests
{
    [Fact]
    public void Five_sites_with_every_subset_of_dropouts_in_every_phase()
    {
        var outcomes = new List<RegionPhase>();
        Branch(TestRound.Begin(TestParameters.For(5)), dropped: 0, outcomes);

        // Nobody drops out, or one of 5 sites in one of 5 phases; whoever is beyond one dropout ends the round.
        Assert.Equal(26, outcomes.Count(outcome => outcome == RegionPhase.Unmasked));
        Assert.Equal(26 + (5 * 26) + (5 * 15 * (4 + 3 + 2 + 1)), outcomes.Count);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Small_cohorts_without_dropouts(int members)
    {
        var round = TestRound.Begin(TestParameters.For(members));

        round.PlayOut(_ => RegionPhase.Abandoned);

        round.AssertExact();
    }

    /// <summary>Plays every choice of whose answer is lost in the present phase, then every choice after it.</summary>
    private static void Branch(TestRound round, int dropped, List<RegionPhase> outcomes)
    {
        if (round.Region.Phase >= RegionPhase.Unmasked)
        {
            outcomes.Add(round.Region.Phase);
            Assert.Equal(dropped <= 1, round.Region.Phase == RegionPhase.Unmasked);
            if (dropped <= 1)
            {
                round.AssertExact();
            }

            return;
        }

        // What a site answers does not depend on who else answers, so all answer once, and then some answers are lost.
        var awaited = round.Region.Awaited;
        var answers = awaited.ToDictionary(member => member, round.Answer);
        for (var choice = 0; choice < 1 << awaited.Count; choice++)
        {
            var silent = new MemberSet(awaited.Where((_, place) => (choice >> place & 1) == 1));
            var fork = round.Fork(silent.Count + dropped <= 1);
            fork.Deliver(answers.Where(answer => !silent.Contains(answer.Key)).Select(answer => answer.Value));
            Branch(fork, dropped + silent.Count, outcomes);
        }
    }
}
