using System.Runtime.Intrinsics.X86;

namespace Tapestry.Kernels.Codecs;

/// <summary>
/// Stores that pass by the cache: they spare reading what is overwritten whole, and pay where the target is not in the
/// cache anyway.
/// </summary>
internal static unsafe class StreamedStores
{
    private const long LeastLength = 1 << 18;
    private const nuint Alignment = 32;

    /// <summary>Whether they pay for a target apart from its source.</summary>
    public static bool Pay(float* source, float* target, long length) =>
        Sse.IsSupported && source != target && length >= LeastLength;

    public static bool IsAligned(float* target) => (nuint)target % Alignment == 0;

    /// <summary>Orders them before whatever follows.</summary>
    public static void Finish() => Sse.StoreFence();
}
