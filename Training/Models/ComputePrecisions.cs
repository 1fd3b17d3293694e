using Tapestry.Training.Libtorch;

namespace Tapestry.Training.Models;

/// <summary>Chooses a precision for a device.</summary>
public static class ComputePrecisions
{
    /// <summary>bfloat16 on CUDA and where the processor multiplies it natively, float32 otherwise.</summary>
    /// <exception cref="LibtorchMissingException">libtorch cannot be loaded.</exception>
    public static ComputePrecision Detect(ComputeDevice device = default) =>
        device.Kind == ComputeDeviceKind.Cuda || LibtorchInfo.HasBFloat16 ? ComputePrecision.BFloat16 : ComputePrecision.Float32;
}
