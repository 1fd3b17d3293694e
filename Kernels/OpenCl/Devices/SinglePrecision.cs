namespace Tapestry.Kernels.OpenCl;

/// <summary>What a device's fp32 arithmetic keeps to. The numbers are those of the OpenCL API.</summary>
[Flags]
public enum SinglePrecision
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Denormals are kept, not flushed to zero.</summary>
    Denormals = 1,

    /// <summary>Infinities and NaN behave as in IEEE 754.</summary>
    InfinityAndNaN = 2,

    /// <summary>Sums and products are rounded to nearest, ties to even.</summary>
    RoundToNearest = 4,

    /// <summary>A fused multiply-add has one rounding.</summary>
    FusedMultiplyAdd = 32,

    /// <summary>Division and square root can be rounded correctly.</summary>
    CorrectDivideAndSqrt = 128,
}
