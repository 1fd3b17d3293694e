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
            Axpy.Apply(CarriedShare(ticket.Encoding), carried, update);
        }

        var codec = PayloadCodecs.For((ContributionEncoding)ticket.Encoding);
        var frames = new List<ReadOnlyMemory<byte>>();
        var residual = IsLossless(ticket.Encoding) ? [] : new float[update.Length];
        var offset = 0;
        foreach (var shard in ticket.Base.Shards)
        {
            var rest = residual.AsSpan(IsLossless(ticket.Encoding) ? .. 0 : offset..(offset + shard.Length));
            frames.Add(EncodeShard(Bind(ticket.Round, shard.Index, site), codec, update.Slice(offset, shard.Length), rest));
            offset += shard.Length;
        }

        return new EncodedUpdate(frames, residual);
    }

    private static byte[] EncodeShard(
        ContributionBinding binding, IPayloadCodec codec, ReadOnlySpan<float> values, Span<float> residual)
    {
        if (residual.IsEmpty)
        {
            return ContributionCodec.Encode(binding, codec, values);
        }

        var frame = new byte[ContributionCodec.FrameBytes(binding, codec, values.Length)];
        ContributionCodec.EncodeWithResidual(binding, codec, values, frame, residual);
        return frame;
    }

    private static bool IsLossless(EncodingKind encoding) => encoding == EncodingKind.Fp32;

    /// <summary>A sparse encoding carries most of an update for many rounds, and what is old misleads: SparseLoCo's beta.</summary>
    private static float CarriedShare(EncodingKind encoding) => encoding == EncodingKind.TopK ? 0.95f : 1;

    private static ContributionBinding Bind(RoundId round, int shard, SiteId site) =>
        new(round.Run.Value, round.Number, shard, site.Value);
}
