using System.Runtime.Intrinsics.X86;

namespace Tapestry.Kernels.Codecs;

/// <summary>
/// Stores that pass by the cache: they spare reading what is overwritten whole, and pay where the target is not in the
/// cache anyway. Whole lines at a time, or they cost more than they spare.
/// </summary>
internal static unsafe class StreamedStores
{
    private const long LeastLength = 1 << 18;
    private const long LineBytes = 64;

    /// <summary>Whether they pay for a target apart from its source.</summary>
    public static bool Pay(float* source, float* target, long length) =>
        Avx512F.IsSupported && source != target && length >= LeastLength;

    /// <summary>The first coordinate from <paramref name="start"/> on whose place in the target begins a line.</summary>
    public static long FirstAligned(float* target, long start) =>
        start + ((-(long)(target + start) & (LineBytes - 1)) / sizeof(float));

    /// <summary>Orders them before whatever follows.</summary>
    public static void Finish() => Sse.StoreFence();
}
