using System.Runtime.CompilerServices;

namespace Tapestry.Kernels.Merging.Distances;

/// <summary>Each thread's space for one block of every contribution in double, kept between calls and aligned to cache lines.</summary>
internal static unsafe class WidenedRows
{
    private const int LineBytes = 64;

    [ThreadStatic]
    private static double[]? space;

    public static double* Get(int contributions)
    {
        var needed = (contributions * SquaredDistance.BlockLength) + (LineBytes / sizeof(double));
        if (space is null || space.Length < needed)
        {
            space = GC.AllocateUninitializedArray<double>(needed, pinned: true);
        }

        // The array is pinned for its life: the address stays.
        var address = (nuint)Unsafe.AsPointer(ref space[0]);
        return (double*)((address + LineBytes - 1) & ~(nuint)(LineBytes - 1));
    }
}
