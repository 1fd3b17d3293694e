using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Encoding;

namespace Tapestry.Silo.Merging;

/// <summary>The contract's words for frames in the kernels' words.</summary>
internal static class WireEncoding
{
    public static ContributionEncoding Of(EncodingKind encoding) => encoding switch
    {
        EncodingKind.Fp32 => ContributionEncoding.Fp32,
        EncodingKind.Bf16 => ContributionEncoding.Bf16,
        _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "Unknown encoding: update this silo."),
    };

    public static ContributionBinding Bind(RoundId round, int shard, SiteId site) =>
        new(round.Run.Value, round.Number, shard, site.Value);
}
