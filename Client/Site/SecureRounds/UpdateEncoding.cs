using System.Security.Cryptography;
using System.Text;
using Tapestry.Client.Site.Policy;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Kernels.Rotation;
using Tapestry.Kernels.Rounding;
using Tapestry.Kernels.SecureEncoding;

namespace Tapestry.Client.Site.SecureRounds;

/// <summary>How a ticket has updates encoded, and the rounding that an update gets.</summary>
/// <param name="ticket">Names shards, bits, scales and noise.</param>
/// <param name="members">Members of the cohort.</param>
internal sealed class UpdateEncoding(RoundTicket ticket, int members)
{
    private readonly SecureAggregationTicket secure = ticket.Secure!;

    /// <summary>
    /// The rounding that is used. Under noise it is secret and drawn again until the whole vector is within the bound that
    /// the noise is calibrated to; without noise it protects nothing and is drawn so that a run repeats bit for bit.
    /// </summary>
    /// <exception cref="RoundingAttemptsException">No drawing was within the bound.</exception>
    public RoundingDraw Draw(SiteId site, ReadOnlySpan<float> update, in UpdateFactor factor)
    {
        if (secure.Noise is not { } noise)
        {
            var text = $"tapestry rounding 2: {ticket.Round} {site} {ticket.DataSeed}";
            return new RoundingDraw(new RoundingSeed(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
        }

        // The noise is calibrated to the largest weight: no lighter member needs a tighter bound.
        var bound = NoiseReview.LongestUpdate(ticket, noise);
        var draw = new RoundingDraw(new RoundingSeed(RandomNumberGenerator.GetBytes(RoundingSeed.ByteLength)));
        UInt128 sum = 0;
        for (var attempt = 0U; attempt < NormBoundedRounding.DefaultMaxAttempts; attempt++)
        {
            sum = SumOfSquares(update, factor, draw with { Attempt = attempt });
            if (sum <= bound.MaxSumOfSquares)
            {
                return draw with { Attempt = attempt };
            }
        }

        throw new RoundingAttemptsException(NormBoundedRounding.DefaultMaxAttempts, sum, bound.MaxSumOfSquares);
    }

    private UInt128 SumOfSquares(ReadOnlySpan<float> update, in UpdateFactor factor, RoundingDraw draw)
    {
        UInt128 sum = 0;
        var offset = 0;
        foreach (var shard in ticket.Base.Shards)
        {
            var values = update.Slice(offset, shard.Length);
            sum += SecureEncoder.Measure(values, Options(shard.Index), factor, draw with { Vector = (ulong)shard.Index }).SumOfSquares;
            offset += shard.Length;
        }

        return sum;
    }

    /// <summary>What all sites of the round agree on for one shard.</summary>
    public SecureEncodingOptions Options(int shard) => new()
    {
        BitsPerCoordinate = secure.BitsPerCoordinate,
        Contributions = members,
        Granularity = secure.Granularities[shard],
        Rotation = new RotationSeed(Convert.FromHexString(secure.RotationSeed.Value)),
        Overflow = secure.Noise is null ? OverflowRule.Clamp : OverflowRule.Wrap,
    };
}
