using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Encoding;
using Tapestry.Kernels.Norms;

namespace Tapestry.Client.Site.Contributions;

/// <summary>Cuts an outer gradient into shards and encodes each with error feedback.</summary>
public static class ContributionEncoder
{
    /// <summary>Encodes <c>update + carried</c>.</summary>
    /// <param name="ticket">Names the round, the shards and the encoding.</param>
    /// <param name="site">The contributor.</param>
    /// <param name="update">Outer gradient, start minus end, flat float32; overwritten with update plus carried residual.</param>
    /// <param name="carried">Residual of the round before; empty for none.</param>
    /// <exception cref="Kernels.Errors.NonFiniteValueException">A coordinate is NaN or infinite.</exception>
    public static EncodedUpdate Encode(RoundTicket ticket, SiteId site, Span<float> update, ReadOnlySpan<float> carried)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        if (!carried.IsEmpty)
        {
            Axpy.Apply(1, carried, update);
        }

        var frames = new List<ReadOnlyMemory<byte>>();
        var residual = IsLossless(ticket.Encoding) ? [] : new float[update.Length];
        var offset = 0;
        foreach (var shard in ticket.Base.Shards)
        {
            var values = update.Slice(offset, shard.Length);
            var binding = Bind(ticket.Round, shard.Index, site);
            var frame = ContributionCodec.Encode(binding, ToWire(ticket.Encoding), values);
            if (residual.Length > 0)
            {
                KeepError(frame, binding, ticket.Encoding, values, residual.AsSpan(offset, shard.Length));
            }

            frames.Add(frame);
            offset += shard.Length;
        }

        return new EncodedUpdate(frames, residual);
    }

    private static void KeepError(
        byte[] frame, ContributionBinding binding, EncodingKind encoding, ReadOnlySpan<float> values, Span<float> residual)
    {
        ContributionCodec.Decode(frame, binding, ToWire(encoding), residual);
        for (var i = 0; i < residual.Length; i++)
        {
            residual[i] = values[i] - residual[i];
        }
    }

    private static bool IsLossless(EncodingKind encoding) => encoding == EncodingKind.Fp32;

    private static ContributionBinding Bind(RoundId round, int shard, SiteId site) =>
        new(round.Run.Value, round.Number, shard, site.Value);

    private static ContributionEncoding ToWire(EncodingKind encoding) => encoding switch
    {
        EncodingKind.Fp32 => ContributionEncoding.Fp32,
        EncodingKind.Bf16 => ContributionEncoding.Bf16,
        _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "Unknown encoding: update this site agent."),
    };
}
