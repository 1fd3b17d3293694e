using Tapestry.Privacy.SecureAggregation;
using Tapestry.Privacy.SecureAggregation.Regions;
using Tapestry.Privacy.Tests.SecureAggregation.Support;

namespace Tapestry.Privacy.Tests.SecureAggregation;

public sealed class SampledDropoutTests
{
    [Fact]
    public void Sixty_four_sites_on_a_sparse_graph()
    {
        var random = new Random(64);
        var round = TestRound.Begin(TestParameters.For(64));
        Assert.True(round.Parameters.Graph.Degree < 63);
        round.Play(member => member != 11);
        round.Play(_ => true);
        round.Play(member => member is not 30 and not 31);
        foreach (var member in round.Region.Awaited)
        {
            round.Answer(member);
        }

        for (var sample = 0; sample < 3; sample++)
        {
            var silent = Sample(random, round.Region.Sharers, 8 * sample);
            var fork = round.Fork();
            fork.PlayOut(member => silent.GetValueOrDefault(member, RegionPhase.Abandoned));
            fork.AssertExact();
            Assert.Equal(61 - silent.Values.Count(phase => phase == RegionPhase.CollectingInputs), fork.Region.Survivors.Count);
        }
    }

    private static Dictionary<int, RegionPhase> Sample(Random random, MemberSet members, int dropouts) => members
        .OrderBy(_ => random.Next())
        .Take(dropouts)
        .ToDictionary(
            member => member, _ => (RegionPhase)random.Next((int)RegionPhase.CollectingInputs, (int)RegionPhase.Unmasked));
}
