using Tapestry.Privacy.SecureAggregation.Regions;
using Tapestry.Privacy.SecureAggregation.Sites;
using Tapestry.Privacy.Tests.SecureAggregation.Support;

namespace Tapestry.Privacy.Tests.SecureAggregation;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_interleavings_duplicates_and_restarts_leave_the_sum_exact(int seed)
    {
        var random = new Random(seed);
        var round = TestRound.Begin(TestParameters.For(6), seed);
        var wire = round.Sites.Select(site => (Member: site.Member, ToRegion: true, Bytes: site.Sent[0])).ToList();
        for (var step = 0; round.Region.Phase < RegionPhase.Unmasked && step < 3000; step++)
        {
            var at = random.Next(wire.Count);
            var (member, toRegion, bytes) = wire[at];

            // Three of four messages stay on the wire and arrive again later.
            if (random.Next(4) == 0)
            {
                wire.RemoveAt(at);
            }

            if (random.Next(20) == 0)
            {
                round.Sites[member].Restart();
                round.Region = RegionSession.Restore(round.Region.Save());
            }

            if (toRegion)
            {
                Arrive(round, bytes);
            }
            else
            {
                Arrive(round.Sites[member], bytes);
            }

            var polled = random.Next(6);
            wire.Add((polled, true, round.Sites[polled].Session.Outbox!));
            if (round.Region.MessageFor(polled) is { } message)
            {
                wire.Add((polled, false, message));
            }
        }

        round.AssertExact();
        Assert.All(round.Sites, site => Assert.Equal(site.Sent.Count, site.Sent.DistinctBy(Convert.ToHexString).Count()));
        Assert.All(round.Sites, site => Assert.InRange(site.Sent.Count, 4, 5));
    }

    private static void Arrive(TestRound round, byte[] bytes)
    {
        try
        {
            round.Region.Receive(bytes, round.Verifier);
        }
        catch (RegionRefusalException refusal)
        {
            Assert.Equal(RegionRefusalReason.Late, refusal.Reason);
        }
    }

    private static void Arrive(TestSite site, byte[] bytes)
    {
        try
        {
            site.Receive(bytes);
        }
        catch (SiteRefusalException refusal)
        {
            Assert.Contains(refusal.Reason, new[] { SiteRefusalReason.Replayed, SiteRefusalReason.SecondUnmaskRequest });
        }
    }
}
