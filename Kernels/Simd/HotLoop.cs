using System.Runtime.CompilerServices;

namespace Tapestry.Kernels.Simd;

/// <summary>How methods are compiled that hold a kernel's loop over memory.</summary>
internal static class HotLoop
{
    /// <summary>
    /// Optimized at the first call, and never copied into a caller: recompiled there with its caller's profile a loop ran
    /// at 0.4 of its speed after thirty calls (docs/decisions/kernels.md).
    /// </summary>
    public const MethodImplOptions Compiled = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;
}
