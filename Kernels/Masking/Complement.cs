using System.Runtime.Intrinsics;

namespace Tapestry.Kernels.Masking;

/// <summary>All bits of a tile, the other way round.</summary>
internal static unsafe class Complement
{
    /// <summary>In place; <paramref name="bytes"/> is a multiple of 64.</summary>
    public static void Apply(byte* tile, int bytes)
    {
        for (var offset = 0; offset < bytes; offset += Vector512<byte>.Count)
        {
            (~Vector512.Load(tile + offset)).Store(tile + offset);
        }
    }
}
