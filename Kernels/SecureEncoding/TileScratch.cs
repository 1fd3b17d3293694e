using System.Runtime.CompilerServices;

namespace Tapestry.Kernels.SecureEncoding;

/// <summary>Each thread's space for a rotated tile, kept between calls and aligned to cache lines.</summary>
internal static unsafe class TileScratch
{
    private const int LineBytes = 64;

    [ThreadStatic]
    private static float[]? space;

    public static float* Get(int length)
    {
        var needed = length + (LineBytes / sizeof(float));
        if (space is null || space.Length < needed)
        {
            space = GC.AllocateUninitializedArray<float>(needed, pinned: true);
        }

        // The array is pinned for its life: the address stays.
        var address = (nuint)Unsafe.AsPointer(ref space[0]);
        return (float*)((address + LineBytes - 1) & ~(nuint)(LineBytes - 1));
    }
}
