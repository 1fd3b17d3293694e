using Tapestry.Kernels.Masking;
using Tapestry.Kernels.Rounding;

namespace Tapestry.Kernels.SecureEncoding;

/// <summary>What one site alone knows about its contribution to one shard.</summary>
public readonly ref struct ContributionSecrets
{
    /// <summary>The random numbers of the rounding; its attempt is the one that met the norm bound.</summary>
    public required RoundingDraw Rounding { get; init; }

    /// <summary>Noise for differential privacy; null for none.</summary>
    public NoiseDraw? Noise { get; init; }

    /// <summary>One mask a peer with its sign, and the site's self-mask as one more; all start at coordinate 0.</summary>
    public ReadOnlySpan<MaskKey> Masks { get; init; }
}
