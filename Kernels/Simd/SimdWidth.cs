using System.Runtime.Intrinsics;

namespace Tapestry.Kernels.Simd;

/// <summary>The widest registers a kernel may use, in bits. Results do not depend on it.</summary>
internal enum SimdWidth
{
    Scalar = 32,
    Bits128 = 128,
    Bits256 = 256,
    Bits512 = 512,
}

/// <summary>What this machine offers.</summary>
internal static class SimdWidths
{
    /// <summary>The widest registers that the hardware accelerates.</summary>
    public static SimdWidth Widest { get; } =
        Vector512.IsHardwareAccelerated ? SimdWidth.Bits512
        : Vector256.IsHardwareAccelerated ? SimdWidth.Bits256
        : Vector128.IsHardwareAccelerated ? SimdWidth.Bits128
        : SimdWidth.Scalar;
}
