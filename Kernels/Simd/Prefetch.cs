using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Tapestry.Kernels.Simd;

/// <summary>Asks for a cache line before it is read; where the hardware has no such hint nothing happens.</summary>
internal static unsafe class Prefetch
{
    /// <summary>fp32 values in a cache line.</summary>
    public const int Line = LineBytes / sizeof(float);

    private const int LineBytes = 64;

    /// <summary>Asks for every line of a range.</summary>
    public static void Lines(void* start, long bytes)
    {
        for (var line = (byte*)start; line < (byte*)start + bytes; line += LineBytes)
        {
            At(line);
        }
    }

    /// <summary>Asks for a line that is read later than what the first level holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToSecondLevel(void* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch1(address);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void At(void* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(address);
        }
    }
}
