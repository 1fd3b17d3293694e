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
    public TestRound Fork() => new(
        Parameters,
        Verifier,
        RegionSession.Restore(Region.Save()),
        [.. Sites.Select(site => site.At(site.Disk, site.Masked))]);

    /// <summary>Lets all but these answer the present phase, then closes it if it still is open.</summary>
    public void Play(Func<int, bool> answers)
    {
        var phase = Region.Phase;
        foreach (var member in Region.Awaited)
        {
            if (answers(member))
            {
                Exchange(member);
            }
        }

        if (Region.Phase == phase)
        {
            Region.Close();
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

    /// <summary>Brings the region's message to a site and the site's to the region.</summary>
    public void Exchange(int member)
    {
        if (Region.MessageFor(member) is { } message)
        {
            Sites[member].Receive(message);
        }

        Region.Receive(Sites[member].Session.Outbox!, Verifier);
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
