namespace Tapestry.Kernels.Masking;

/// <summary>How much of a vector is worked on at a time: it and one peer's keystream stay in the first-level cache.</summary>
internal static class MaskTile
{
    /// <summary>Most bytes of a tile.</summary>
    public const int MaxBytes = 1 << 14;

    /// <summary>Coordinates of a tile: a power of two, 512 at least, whose bytes fill more than half of the most.</summary>
    public static int Coordinates(int bits) => 1 << int.Log2(MaxBytes * 8 / bits);

    /// <summary>Bytes of so many packed coordinates.</summary>
    public static long ByteCount(long coordinates, int bits) => ((coordinates * bits) + 7) / 8;
}
