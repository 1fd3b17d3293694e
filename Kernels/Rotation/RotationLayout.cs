using System.Numerics;

namespace Tapestry.Kernels.Rotation;

/// <summary>
/// Which coordinates are mixed with which: full blocks from the start, then, where they leave a tail, one window of a
/// block's length that ends with the vector. A vector shorter than a block gets the largest power of two that fits.
/// </summary>
internal readonly record struct RotationLayout
{
    public RotationLayout(long length, int blockLength)
    {
        Length = length;
        BlockLength = length >= blockLength ? blockLength : length > 0 ? 1 << BitOperations.Log2((uint)length) : 1;
    }

    public long Length { get; }

    /// <summary>P: coordinates of a block, a power of two.</summary>
    public int BlockLength { get; }

    /// <summary>Coordinates covered by full blocks.</summary>
    public long BlocksEnd => Length - (Length % BlockLength);

    public bool HasWindow => Length != BlocksEnd;

    public long WindowStart => Length - BlockLength;

    /// <summary>Blocks before this coordinate are not touched by the window: all of them but the last, if there is one.</summary>
    public long WindowFreeEnd => HasWindow ? BlocksEnd - BlockLength : BlocksEnd;
}
