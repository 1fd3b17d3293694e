using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Tapestry.Kernels.Codecs;

/// <summary>Asks for a cache line before it is read; where the hardware has no such hint nothing happens.</summary>
internal static unsafe class Prefetch
{
    /// <summary>fp32 values in a cache line.</summary>
    public const int Line = 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void At(float* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(address);
        }
    }
}
