using Tapestry.Training.Models;

namespace Tapestry.Training.Tests.Models;

/// <summary>Where tests of libtorch's operators run.</summary>
internal static class OperatorDevice
{
    /// <summary>The device of TAPESTRY_TEST_DEVICE; the processor by the same operators where it is not set.</summary>
    internal static ComputeDevice Chosen { get; } =
        Environment.GetEnvironmentVariable("TAPESTRY_TEST_DEVICE") is { Length: > 0 } text
            ? ComputeDevice.TryParse(text, out var device) ? device : throw new InvalidOperationException($"TAPESTRY_TEST_DEVICE is '{text}'.")
            : new ComputeDevice(ComputeDeviceKind.ProcessorOperators);
}
