using Tapestry.Kernels.Masking;
using Tapestry.Privacy.SecureAggregation;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Parameters;
using Tapestry.Privacy.SecureAggregation.Regions;

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

    public static TestRound Begin(SecureRoundParameters parameters, int seed = 1)
    {
        var verifier = new SignatureVerifier();
        return new TestRound(
            parameters,
            verifier,
            RegionSession.Begin(parameters),
            [.. Enumerable.Range(0, parameters.Members.Count).Select(member => TestSite.Begin(parameters, member, seed, verifier))]);
    }

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
        Region.Record().ThrowUnlessValid(Verifier);
        Assert.Equal(Expected(Region.Survivors), Sums());
    }

    /// <summary>The unmasked sums by the region's own record, shard by shard.</summary>
    public int[][] Sums()
    {
        var masks = Region.Record().OpenMasks();
        return [.. Parameters.MaskedShards.Select((shard, index) =>
        {
            var sum = PackedIntegers.Sum(
                Region.Survivors.Select(member => Sites[member].Masked[index]), shard.ElementCount, shard.Bits);
            Masks.Apply(sum, shard.ElementCount, shard.Bits, masks.For(index));
            return PackedIntegers.Unpack(sum, shard.ElementCount, shard.Bits);
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
