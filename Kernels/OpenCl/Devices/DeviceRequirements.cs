namespace Tapestry.Kernels.OpenCl;

/// <summary>What a device must have so that its results equal the CPU's bit for bit.</summary>
internal static class DeviceRequirements
{
    /// <summary>Coordinates that a work group of the rotation holds in local memory; <c>CHUNK</c> in its source.</summary>
    public const int LocalFloats = 4096;

    /// <summary>Bytes of local memory that the kernels use at most.</summary>
    public const int LocalMemoryBytes = LocalFloats * sizeof(float);

    private const SinglePrecision Arithmetic =
        SinglePrecision.Denormals | SinglePrecision.InfinityAndNaN | SinglePrecision.RoundToNearest
        | SinglePrecision.FusedMultiplyAdd | SinglePrecision.CorrectDivideAndSqrt;

    private static readonly Version Oldest = new(1, 2);

    /// <summary>Why the device cannot be used; null when it can.</summary>
    public static string? Refusal(OpenClDevice device) =>
        !device.IsAvailable ? "the driver says it is not available"
        : !device.HasCompiler ? "the driver has no compiler"
        : device.OpenClVersion < Oldest ? $"it has OpenCL {device.OpenClVersion} and {Oldest} is needed"
        : !device.IsLittleEndian ? "it is big-endian"
        : device.MaxWorkGroup < OpenClKernel.GroupSize
            ? $"its groups hold {device.MaxWorkGroup} work items and {OpenClKernel.GroupSize} are needed"
        : device.LocalMemoryBytes < LocalMemoryBytes
            ? $"it has {device.LocalMemoryBytes} bytes of local memory and {LocalMemoryBytes} are needed"
        : (Arithmetic & ~device.SinglePrecision) is not SinglePrecision.None and var missing
            ? $"its fp32 arithmetic lacks {missing}"
        : null;
}
