using Tapestry.Privacy.SecureAggregation;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Parameters;
using Tapestry.Privacy.SecureAggregation.Regions;
using Tapestry.Privacy.SecureAggregation.Unmasking;

namespace Tapestry.Privacy.Tests.SecureAggregation.Support;

/// <summary>A region and its sites in one process.</summary>
internal sealed class TestRound
{
    private TestRound(SecureRoundParameters parameters, SignatureVerifier verifier, RegionSession region, TestSite[] sites) =>
        (Parameters, Verifier, Region, Sites) = (parameters, verifier, region, sites);

    public SecureRoundParameters Parameters { get; }

    public SignatureVerifier Verifier { get; }

    public RegionSession Region { get; set; }

    public TestSite[] Sites { get; }

    public static TestRound Begin(SecureRoundParameters parameters, int seed = 1) =>
        Begin(parameters, seed, new SignatureVerifier(), _ => null);

    /// <summary>The next attempt, without the members that the region blames.</summary>
    public TestRound Again()
    {
        var parameters = TestParameters.Without(Parameters, Region.Blamed);
        var disks = Sites.ToDictionary(site => Parameters.Members[site.Member].Site, site => site.Disk);
        return Begin(parameters, parameters.Attempt, Verifier, member => disks[parameters.Members[member].Site]);
    }

    private static TestRound Begin(
        SecureRoundParameters parameters, int seed, SignatureVerifier verifier, Func<int, byte[]?> earlier) => new(
            parameters,
            verifier,
            RegionSession.Begin(parameters),
            [
                .. Enumerable.Range(0, parameters.Members.Count)
                    .Select(member => TestSite.Begin(parameters, member, seed, verifier, earlier(member))),
            ]);

    /// <summary>An independent copy, as after everybody's restart.</summary>
    /// <param name="withSites">False for a copy of the region alone.</param>
    public TestRound Fork(bool withSites = true) => new(
        Parameters,
        Verifier,
        RegionSession.Restore(Region.Save()),
        withSites ? [.. Sites.Select(site => site.Copy())] : []);

    /// <summary>Lets all but these answer the present phase, then closes it if it still is open.</summary>
    public void Play(Func<int, bool> answers)
    {
        var phase = Region.Phase;
        foreach (var member in Region.Awaited)
        {
            if (answers(member) && Region.Phase == phase)
            {
                Exchange(member);
            }
        }

        if (Region.Phase == phase)
        {
            Region.Close();
        }
    }

    /// <summary>Lets all answer until a phase begins.</summary>
    public void PlayUntil(RegionPhase phase)
    {
        while (Region.Phase < phase)
        {
            Play(_ => true);
        }
    }

    /// <summary>Plays to the end; a member falls silent from its phase on.</summary>
    public void PlayOut(Func<int, RegionPhase> silentFrom)
    {
        while (Region.Phase < RegionPhase.Unmasked)
        {
            var phase = Region.Phase;
            Play(member => silentFrom(member) > phase);
        }
    }

    /// <summary>Brings the region's message to a site; the site's answer is under way.</summary>
    public byte[] Answer(int member)
    {
        if (Region.MessageFor(member) is { } message)
        {
            Sites[member].Receive(message);
        }

        return Sites[member].Session.Outbox!;
    }

    /// <summary>Brings the region's message to a site and the site's to the region.</summary>
    public void Exchange(int member) => Region.Receive(Answer(member), Verifier);

    /// <summary>Brings answers to the region and closes the phase if it still is open.</summary>
    public void Deliver(IEnumerable<byte[]> answers)
    {
        var phase = Region.Phase;
        foreach (var answer in answers.TakeWhile(_ => Region.Phase == phase))
        {
            Region.Receive(answer, Verifier);
        }

        if (Region.Phase == phase)
        {
            Region.Close();
        }
    }

    /// <summary>The round is unmasked, its record holds, and the sums are those of the survivors' inputs.</summary>
    public void AssertExact()
    {
        Assert.Equal(RegionPhase.Unmasked, Region.Phase);
        Assert.Equal(Expected(Region.Survivors), Sums());
    }

    /// <summary>The unmasked sums as anybody repeats them from parameters, record and blobs, shard by shard.</summary>
    public int[][] Sums()
    {
        var sums = RoundSums.Open(Parameters.Encode(), Region.Record().Encode(), Verifier);
        return [.. Parameters.MaskedShards.Select((shard, index) =>
        {
            var sum = sums.Shard(index);
            foreach (var member in Region.Survivors)
            {
                sum.Add(member, Sites[member].Masked[index]);
            }

            return PackedIntegers.Unpack(sum.Finish(), shard.ElementCount, shard.Bits);
        })];
    }

    /// <summary>What the sums must be: those of the survivors' inputs.</summary>
    public int[][] Expected(MemberSet survivors) =>
    [
        .. Parameters.MaskedShards.Select((shard, index) => Enumerable.Range(0, shard.ElementCount)
            .Select(i => survivors.Sum(member => Sites[member].Input[index][i]))
            .ToArray()),
    ];
}
