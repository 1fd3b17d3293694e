using System.Runtime.Intrinsics.X86;

namespace Tapestry.Kernels.Rounding;

/// <summary>Brings memory near before a chunk's keystream is computed, which needs none.</summary>
internal static unsafe class Prefetching
{
    private const int LineBytes = 64;

    public static void Lines(void* start, long bytes)
    {
        if (!Sse.IsSupported)
        {
            return;
        }

        var last = (byte*)start + bytes;
        for (var line = (byte*)start; line < last; line += LineBytes)
        {
            Sse.Prefetch0(line);
        }
    }
}
