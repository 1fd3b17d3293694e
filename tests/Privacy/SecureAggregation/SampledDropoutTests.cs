using Tapestry.Privacy.SecureAggregation.Parameters;
using Tapestry.Privacy.SecureAggregation.Regions;
using Tapestry.Privacy.Tests.SecureAggregation.Support;

namespace Tapestry.Privacy.Tests.SecureAggregation;

public sealed class SampledDropoutTests
{
    private const int Members = 64;

    /// <summary>After the cohort has dealt shares, anybody may fall silent at any time, up to the threshold.</summary>
    [Fact]
    public void Sixty_four_sites_on_a_sparse_graph_with_dropouts_in_every_phase_that_follows()
    {
        var random = new Random(Members);
        var round = TestRound.Begin(TestParameters.For(Members));
        Assert.True(round.Parameters.Graph.Degree < Members - 1);
        round.Play(member => member is not 11 and not 40);
        round.PlayUntil(RegionPhase.CollectingInputs);
        foreach (var member in round.Region.Awaited)
        {
            round.Answer(member);
        }

        for (var sample = 0; sample < 4; sample++)
        {
            var silent = Sample(random, round.Region.Sharers, 6 * sample, RegionPhase.CollectingInputs);
            var fork = round.Fork();
            fork.PlayOut(member => silent.GetValueOrDefault(member, RegionPhase.Abandoned));
            fork.AssertExact();
            Assert.Equal(62 - silent.Values.Count(phase => phase == RegionPhase.CollectingInputs), fork.Region.Survivors.Count);
        }
    }

    /// <summary>Whoever advertised and falls silent before the graph is dealt costs the others an attempt, not the round.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Sixty_four_sites_with_dropouts_in_any_phase_come_to_the_sum_in_a_later_attempt(int seed)
    {
        var random = new Random(seed);
        var round = TestRound.Begin(TestParameters.For(Members), seed);
        var silent = Sample(random, Enumerable.Range(0, Members), 16, RegionPhase.Advertising)
            .ToDictionary(entry => TestParameters.Site(entry.Key), entry => entry.Value);
        PlayOut(round, silent);
        while (round.Region.Phase != RegionPhase.Unmasked)
        {
            var playing = round;
            Assert.Contains(round.Region.AbandonReason, new[] { AbandonReason.NonceWithheld, AbandonReason.SharesWithheld });
            Assert.All(round.Region.Blamed, member => Assert.Contains(playing.Parameters.Members[member].Site, silent.Keys));
            round = round.Again();
            Assert.InRange(round.Parameters.Attempt, 2, 3);
            PlayOut(round, silent);
        }

        Assert.NotEqual(1, round.Parameters.Attempt);
        Assert.True(round.Region.Survivors.Count >= SecureRoundParameters.LeastThreshold(round.Parameters.Members.Count));
        round.AssertExact();
    }

    private static void PlayOut(TestRound round, Dictionary<string, RegionPhase> silent) =>
        round.PlayOut(member => silent.GetValueOrDefault(round.Parameters.Members[member].Site, RegionPhase.Abandoned));

    private static Dictionary<int, RegionPhase> Sample(
        Random random, IEnumerable<int> members, int dropouts, RegionPhase first) => members
            .OrderBy(_ => random.Next())
            .Take(dropouts)
            .ToDictionary(member => member, _ => (RegionPhase)random.Next((int)first, (int)RegionPhase.Unmasked));
}
