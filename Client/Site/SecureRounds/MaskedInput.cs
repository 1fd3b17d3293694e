using System.Security.Cryptography;
using Tapestry.Client.Site.Rounds;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Kernels.Masking;
using Tapestry.Kernels.Noise;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Packing;
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
        var encoding = new UpdateEncoding(ticket, Members);
        var draw = encoding.Draw(site, update, factor);
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
                update.Slice(offset, shard.Length), encoding.Options(shard.Index), factor, secrets, packed, residual.Slice(offset, shard.Length));
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

    private NoiseDraw? Noise(int shard) => secure.Noise is { } noise
        ? new NoiseDraw(
            new DiscreteGaussianSampler(noise.Mechanism.LocalDeviation),
            RandomNumberGenerator.GetBytes(32),
            RandomNumberGenerator.GetBytes(12))
        : null;
}
