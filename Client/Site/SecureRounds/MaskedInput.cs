using System.Security.Cryptography;
using System.Text;
using Tapestry.Client.Site.Policy;
using Tapestry.Client.Site.Rounds;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Kernels.Masking;
using Tapestry.Kernels.Noise;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Packing;
using Tapestry.Kernels.Rotation;
using Tapestry.Kernels.Rounding;
using Tapestry.Kernels.SecureEncoding;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Sites;

namespace Tapestry.Client.Site.SecureRounds;

/// <summary>
/// Turns an update into masked frames: clip the whole of it, residual included, weigh, rotate, round, add noise, mask and
/// pack, shard by shard; then the side vector.
/// </summary>
/// <param name="ticket">Names shards, bits, scales and noise.</param>
/// <param name="site">Whose update it is.</param>
/// <param name="session">The handshake, in the phase in which inputs are masked.</param>
internal sealed class MaskedInput(RoundTicket ticket, SiteId site, SiteSession session)
{
    private readonly SecureAggregationTicket secure = ticket.Secure!;

    private int Members => session.Parameters.Members.Count;

    /// <summary>Masks all frames and hands each to <paramref name="save"/>.</summary>
    /// <param name="local">Update and metrics.</param>
    /// <param name="residual">Receives what rounding left out, as many coordinates as the update.</param>
    /// <param name="save">Takes a frame's index and bytes.</param>
    /// <returns>SHA-256 of each frame.</returns>
    public IReadOnlyList<Hash256> Write(LocalRound local, Span<float> residual, Action<int, byte[]> save)
    {
        var update = local.Update.Span;
        var weight = session.Parameters.Members[session.Parameters.IndexOf(site.Value)].Weight.Factor;
        var factor = new UpdateFactor(L2Norm.Of(update), secure.ClipNorm, weight);
        var draw = Draw(update, factor);
        var digests = new List<Hash256>();
        var offset = 0;
        foreach (var shard in ticket.Base.Shards)
        {
            var packed = new byte[BitPacking.ByteCount(shard.Length, secure.BitsPerCoordinate)];
            var secrets = new ContributionSecrets
            {
                Rounding = draw with { Vector = (ulong)shard.Index }, Noise = Noise(shard.Index), Masks = session.MasksFor(shard.Index),
            };
            SecureEncoder.Encode(
                update.Slice(offset, shard.Length), Options(shard.Index), factor, secrets, packed, residual.Slice(offset, shard.Length));
            Keep(packed);
            offset += shard.Length;
        }

        Keep(SideVector(local.Metrics!));
        return digests;

        void Keep(byte[] frame)
        {
            save(digests.Count, frame);
            digests.Add(Hash256.Of(frame));
        }
    }

    private byte[] SideVector(LocalMetrics metrics)
    {
        var layout = session.Parameters.SideVector!;
        var shard = layout.ToShard(Members);
        var coordinates = layout.Encode([.. layout.Fields.Select(field => metrics.SideValue(field.Name, field.MaxValue))], Members);
        var packed = new byte[shard.PackedBytes];
        BitPacking.Pack(coordinates, shard.Bits, packed);
        Masks.Apply(packed, coordinates.Length, shard.Bits, session.MasksFor(ticket.Base.Shards.Count));
        return packed;
    }

    /// <summary>
    /// The rounding that is used. Under noise it is secret and drawn again until the whole vector is within the bound that
    /// the noise is calibrated to; without noise it protects nothing and is drawn so that a run repeats bit for bit.
    /// </summary>
    private RoundingDraw Draw(ReadOnlySpan<float> update, in UpdateFactor factor)
    {
        if (secure.Noise is not { } noise)
        {
            var text = $"tapestry rounding 1: {ticket.Round} {site} {ticket.DataSeed}";
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

    private NoiseDraw? Noise(int shard) => secure.Noise is { } noise
        ? new NoiseDraw(
            new DiscreteGaussianSampler(noise.Mechanism.LocalDeviation),
            RandomNumberGenerator.GetBytes(32),
            RandomNumberGenerator.GetBytes(12))
        : null;

    private SecureEncodingOptions Options(int shard) => new()
    {
        BitsPerCoordinate = secure.BitsPerCoordinate,
        Contributions = Members,
        Granularity = secure.Granularities[shard],
        Rotation = new RotationSeed(Convert.FromHexString(secure.RotationSeed.Value)),
        Overflow = secure.Noise is null ? OverflowRule.Clamp : OverflowRule.Wrap,
    };
}
