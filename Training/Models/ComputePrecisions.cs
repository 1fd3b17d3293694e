using Tapestry.Training.Libtorch;

namespace Tapestry.Training.Models;

/// <summary>Chooses a precision for this machine.</summary>
public static class ComputePrecisions
{
    /// <summary>bfloat16 where the processor multiplies it natively, float32 otherwise.</summary>
    /// <exception cref="LibtorchMissingException">libtorch cannot be loaded.</exception>
    public static ComputePrecision Detect() =>
        LibtorchInfo.HasBFloat16 ? ComputePrecision.BFloat16 : ComputePrecision.Float32;
}
