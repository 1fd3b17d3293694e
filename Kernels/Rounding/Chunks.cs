using System.Runtime.Intrinsics.X86;

namespace Tapestry.Kernels.Rounding;

/// <summary>Brings a chunk near while the keystream of the one before is computed, which needs no memory.</summary>
internal static unsafe class Chunks
{
    private const int LineBytes = 64;

    public static void Prefetch(float* values, long start, long end)
    {
        if (!Sse.IsSupported)
        {
            return;
        }

        var last = (byte*)(values + Math.Min(start + StochasticChunk.Length, end));
        for (var line = (byte*)(values + start); line < last; line += LineBytes)
        {
            Sse.Prefetch0(line);
        }
    }
}
