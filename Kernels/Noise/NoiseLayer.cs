using System.Runtime.InteropServices;
using Tapestry.Kernels.Noise.Tables;

namespace Tapestry.Kernels.Noise;

/// <summary>A table whose draws count <see cref="Multiplier"/> times; the pinned arrays of the table by address.</summary>
internal readonly unsafe struct NoiseLayer(AliasTable table, long multiplier)
{
    public readonly uint* Entries = (uint*)Marshal.UnsafeAddrOfPinnedArrayElement(table.Entries, 0);
    public readonly ulong* Tails = (ulong*)Marshal.UnsafeAddrOfPinnedArrayElement(table.Tails, 0);
    public readonly int IndexBits = table.IndexBits;
    public readonly int Center = table.Center;
    public readonly long Multiplier = multiplier;
}
