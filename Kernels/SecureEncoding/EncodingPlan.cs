using Tapestry.Kernels.Masking;
using Tapestry.Kernels.Rotation;
using Tapestry.Kernels.Rounding;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.SecureEncoding;

/// <summary>Everything that a tile's encoding needs, as numbers and pointers that any core can use.</summary>
internal unsafe struct EncodingPlan
{
    public required float* Values { get; init; }

    /// <summary>Null when nothing is written and rounding is measured only.</summary>
    public required byte* Packed { get; init; }

    /// <summary>Null for none.</summary>
    public required float* Residual { get; init; }

    public required RotationPasses Rotation { get; init; }

    public required UpdateFactor Factor { get; init; }

    public required float Granularity { get; init; }

    public required float Scale { get; init; }

    public required ChunkRule Rule { get; init; }

    public required RoundingDraw Draw { get; init; }

    /// <summary>A handle of the <see cref="NoiseDraw"/>, or zero for none.</summary>
    public required nint Noise { get; init; }

    public required MaskKey* Masks { get; init; }

    public required int MaskCount { get; init; }

    public required int Bits { get; init; }

    public required SimdWidth Widest { get; init; }
}
