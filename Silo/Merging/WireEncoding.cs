using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Encoding;

namespace Tapestry.Silo.Merging;

/// <summary>The contract's words for frames in the kernels' words.</summary>
internal static class WireEncoding
{
    /// <exception cref="ArgumentOutOfRangeException">This build knows no such encoding.</exception>
    public static IPayloadCodec Codec(EncodingKind encoding) => PayloadCodecs.For((ContributionEncoding)encoding);

    public static ContributionBinding Bind(RoundId round, int shard, SiteId site) =>
        new(round.Run.Value, round.Number, shard, site.Value);
}
