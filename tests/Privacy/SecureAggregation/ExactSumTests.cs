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

        // 5 phases that a dropout may begin in, or none, for each of 5 sites; whoever is beyond one dropout ends the round.
        Assert.Equal(26, outcomes.Count(outcome => outcome == RegionPhase.Unmasked));
        Assert.True(outcomes.Count > 800, $"{outcomes.Count} schedules");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Small_cohorts_without_dropouts(int members)
    {
        var round = TestRound.Begin(TestParameters.For(members));

        round.PlayOut(_ => RegionPhase.Abandoned);

        AssertExact(round);
    }

    [Fact]
    public void Sixty_four_sites_with_sampled_dropouts()
    {
        var random = new Random(64);
        var round = TestRound.Begin(TestParameters.For(64));
        round.Play(member => member != 11);
        round.Play(_ => true);
        round.Play(member => member is not 30 and not 31);
        foreach (var member in round.Region.Sharers)
        {
            round.Sites[member].Receive(round.Region.MessageFor(member)!);
        }

        for (var sample = 0; sample < 6; sample++)
        {
            var silent = Sample(random, round.Region.Sharers, 3 * (sample + 1));
            var fork = round.Fork();
            fork.PlayOut(member => silent.GetValueOrDefault(member, RegionPhase.Abandoned));
            AssertExact(fork);
        }
    }

    private static Dictionary<int, RegionPhase> Sample(Random random, MemberSet members, int dropouts) => members
        .OrderBy(_ => random.Next())
        .Take(dropouts)
        .ToDictionary(member => member, _ => (RegionPhase)random.Next((int)RegionPhase.CollectingInputs, (int)RegionPhase.Unmasked));

    /// <summary>Plays every choice of who falls silent in the present phase, then every choice after it.</summary>
    private static void Branch(TestRound round, int dropped, List<RegionPhase> outcomes)
    {
        if (round.Region.Phase >= RegionPhase.Unmasked)
        {
            outcomes.Add(round.Region.Phase);
            Assert.Equal(dropped <= 1, round.Region.Phase == RegionPhase.Unmasked);
            if (dropped <= 1)
            {
                AssertExact(round);
            }

            return;
        }

        var awaited = round.Region.Awaited;
        for (var choice = 0; choice < 1 << awaited.Count; choice++)
        {
            var silent = new MemberSet(awaited.Where((_, place) => (choice >> place & 1) == 1));
            var fork = round.Fork();
            fork.Play(member => !silent.Contains(member));
            Branch(fork, dropped + silent.Count, outcomes);
        }
    }

    private static void AssertExact(TestRound round)
    {
        Assert.Equal(RegionPhase.Unmasked, round.Region.Phase);
        round.Region.Record().ThrowUnlessValid(round.Verifier);
        Assert.Equal(round.Expected(round.Region.Survivors), round.Sums());
    }
}
