using Tapestry.Kernels.Rotation;

namespace Tapestry.Kernels.SecureEncoding;

/// <summary>
/// Tiles that can be worked on alone: whole rotation blocks, whole groups of masks. What the window touches, and what
/// is left over, is one tail.
/// </summary>
internal readonly record struct TileLayout
{
    // A multiple of what masks, noise and rounding are aligned to; enough work for the fixed costs of a tile.
    private const int MinTileLength = 4096;

    public TileLayout(RotationLayout rotation)
    {
        TileLength = Math.Max(rotation.BlockLength, MinTileLength);
        TailStart = rotation.WindowFreeEnd - (rotation.WindowFreeEnd % TileLength);
        TailLength = (int)(rotation.Length - TailStart);
    }

    public int TileLength { get; }

    /// <summary>Coordinates before the tail: a multiple of <see cref="TileLength"/>.</summary>
    public long TailStart { get; }

    /// <summary>Coordinates of the tail: fewer than three tiles.</summary>
    public int TailLength { get; }
}
