using Tapestry.Kernels.Masking;
using Tapestry.Privacy.SecureAggregation.Parameters;
using Tapestry.Privacy.SecureAggregation.Regions;
using Tapestry.Privacy.Tests.SecureAggregation.Support;

namespace Tapestry.Privacy.Tests.SecureAggregation.Secrecy;

/// <summary>
/// The real protocol, 4 bits a coordinate: what the region and its accomplice, member 3, cannot strip off the honest
/// members' inputs must be uniform, whatever the inputs are. Seeded, so the figures repeat.
/// </summary>
public sealed class StatisticalSecrecyTests
{
    private const int Coordinates = 8192;
    private const int Bits = 4;
    private const int Accomplice = 3;

    // Chi-square with 255 degrees of freedom: mean 255, standard deviation 22.6; five of them above the mean.
    private const double Limit = 368;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Without_dropouts_two_of_three_inputs_are_jointly_uniform(int secret)
    {
        var round = Play(secret, late: null);
        var residues = Enumerable.Range(0, 3).Select(member => Residue(round, member, [Accomplice], selfKnown: true)).ToArray();

        Assert.InRange(ChiSquare(residues[0], residues[1]), 150, Limit);
        Assert.InRange(ChiSquare(residues[1], residues[2]), 150, Limit);

        // Only the sum of the honest ones comes through, and it is right.
        var expected = round.Sites[..3].Select(site => site.Input[0]).ToArray();
        Assert.Equal(
            Enumerable.Range(0, Coordinates).Select(i => Wrap(expected.Sum(input => input[i]))),
            Enumerable.Range(0, Coordinates).Select(i => Wrap(residues.Sum(residue => residue[i]))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_late_input_stays_uniform_beside_the_survivors(int secret)
    {
        var round = Play(secret, late: 2);

        var survivor = Residue(round, 0, [2, Accomplice], selfKnown: true);
        var late = Residue(round, 2, [0, 1, Accomplice], selfKnown: false);

        Assert.InRange(ChiSquare(survivor, late), 150, Limit);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Below_the_threshold_what_was_sent_is_useless(int secret)
    {
        var round = Play(secret, late: null, unmask: false);
        round.PlayUntil(RegionPhase.Unmasking);
        round.Play(member => member is 0 or Accomplice);
        Assert.Equal((RegionPhase.Abandoned, AbandonReason.TooFewShares), (round.Region.Phase, round.Region.AbandonReason));

        // Self masks stay on every input, so not even the sum of all comes through.
        var residues = Enumerable.Range(0, 3).Select(member => Residue(round, member, [Accomplice], selfKnown: false)).ToArray();
        var sum = Enumerable.Range(0, Coordinates).Select(i => Wrap(residues.Sum(residue => residue[i]))).ToArray();
        Assert.InRange(ChiSquare(residues[0], residues[1]), 150, Limit);
        Assert.InRange(ChiSquare(residues[2], sum), 150, Limit);

        // One share more, and the sum shows: the detector would have seen it.
        var finished = Play(secret, late: null);
        var known = Enumerable.Range(0, 3).Select(member => Residue(finished, member, [Accomplice], selfKnown: true)).ToArray();
        var unmasked = Enumerable.Range(0, Coordinates).Select(i => Wrap(known.Sum(residue => residue[i]))).ToArray();
        Assert.True(ChiSquare(known[2], unmasked) > 10 * Limit);
    }

    [Fact]
    public void The_planted_leak_of_both_secrets_of_the_late_member_is_caught()
    {
        var round = Play(secret: 0, late: 2);

        var survivor = Residue(round, 0, [2, Accomplice], selfKnown: true);
        var late = Residue(round, 2, [0, 1, Accomplice], selfKnown: true);

        Assert.Equal(round.Sites[2].Input[0], late);
        Assert.True(ChiSquare(survivor, late) > 10 * Limit);
    }

    [Fact]
    public void The_planted_reuse_of_a_mask_for_two_inputs_is_caught()
    {
        var round = Play(secret: 0, late: null);
        var other = Play(secret: 1, late: null);

        // The same seed draws the same keys: the difference of the masked inputs is that of the inputs.
        var difference = Values(round, 0).Zip(Values(other, 0), (left, right) => Wrap(left - right)).ToArray();

        Assert.True(ChiSquare(difference, Values(round, 1)) > 10 * Limit);
    }

    private static TestRound Play(int secret, int? late, bool unmask = true)
    {
        var parameters = TestParameters.For(4) with
        {
            Shards = [new MaskedShard { ElementCount = Coordinates, Bits = Bits, MaxMagnitude = 1, Scale = 1 }],
            SideVector = null,
        };
        var round = TestRound.Begin(parameters);
        foreach (var site in round.Sites)
        {
            // Constant inputs, the farthest from uniform; both secrets have the same sums with and without member 2.
            var value = (site.Member, secret) switch { (0, 0) or (1, 1) => 1, (0, 1) or (1, 0) => -1, _ => secret };
            site.Input = [[.. Enumerable.Repeat(value, Coordinates)]];
        }

        round.PlayUntil(RegionPhase.CollectingInputs);
        foreach (var member in round.Region.Awaited)
        {
            round.Answer(member);
        }

        round.Play(member => member != late);
        if (!unmask)
        {
            return round;
        }

        round.PlayUntil(RegionPhase.Unmasked);
        Assert.Equal(RegionPhase.Unmasked, round.Region.Phase);
        return round;
    }

    /// <summary>A masked input less the masks that the region and its accomplice know.</summary>
    private static int[] Residue(TestRound round, int member, int[] knownPeers, bool selfKnown)
    {
        var site = round.Sites[member];
        var masks = site.Added[0];
        var peers = Enumerable.Range(0, 4).Where(peer => peer != member).ToList();
        var known = masks.Where((_, place) => place < peers.Count ? knownPeers.Contains(peers[place]) : selfKnown).ToArray();
        var stripped = new byte[Coordinates * Bits / 8];
        Masks.Apply(stripped, Coordinates, Bits, known);
        return [.. Values(round, member)
            .Zip(PackedIntegers.Unpack(stripped, Coordinates, Bits), (masked, mask) => Wrap(masked - mask))];
    }

    private static int[] Values(TestRound round, int member) =>
        PackedIntegers.Unpack(round.Sites[member].Masked[0], Coordinates, Bits);

    private static double ChiSquare(int[] left, int[] right)
    {
        var cells = new int[256];
        for (var i = 0; i < Coordinates; i++)
        {
            cells[((left[i] & 15) << 4) | (right[i] & 15)]++;
        }

        const double Expected = Coordinates / 256.0;
        return cells.Sum(count => (count - Expected) * (count - Expected) / Expected);
    }

    private static int Wrap(int value) => value << (32 - Bits) >> (32 - Bits);
}
