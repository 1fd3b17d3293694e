using System.Globalization;
using Tapestry.Training.Libtorch;

namespace Tapestry.Training.Models;

/// <summary>Where a model computes.</summary>
/// <param name="Kind">Kind of device.</param>
/// <param name="Index">Which one of that kind, from 0.</param>
public readonly record struct ComputeDevice(ComputeDeviceKind Kind, int Index = 0)
{
    private const string CudaName = "cuda";

    /// <summary>The processor, by this project's own kernels.</summary>
    public static ComputeDevice Processor { get; } = new(ComputeDeviceKind.Processor);

    /// <summary>CUDA devices that the linked libtorch can use; 0 when it was built without CUDA.</summary>
    /// <exception cref="LibtorchMissingException">libtorch cannot be loaded.</exception>
    public static int CudaCount => NativeMethods.CudaDevices();

    /// <summary>The first CUDA device where there is one, the processor otherwise.</summary>
    /// <exception cref="LibtorchMissingException">libtorch cannot be loaded.</exception>
    public static ComputeDevice Detect() => CudaCount > 0 ? new(ComputeDeviceKind.Cuda) : Processor;

    /// <summary>Reads <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</summary>
    /// <returns>Whether the text is one of these.</returns>
    public static bool TryParse(string text, out ComputeDevice device)
    {
        ArgumentNullException.ThrowIfNull(text);
        device = text == CudaName ? new(ComputeDeviceKind.Cuda) : Processor;
        if (text is "cpu" or CudaName)
        {
            return true;
        }

        const string prefix = CudaName + ":";
        if (!text.StartsWith(prefix, StringComparison.Ordinal)
            || !byte.TryParse(text.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || index > sbyte.MaxValue)
        {
            return false;
        }

        device = new(ComputeDeviceKind.Cuda, index);
        return true;
    }

    /// <summary>Checks that the linked libtorch can use the device.</summary>
    /// <returns>This device.</returns>
    /// <exception cref="DeviceUnavailableException">It cannot; the message says why and what to do.</exception>
    /// <exception cref="LibtorchMissingException">libtorch cannot be loaded.</exception>
    public ComputeDevice Validate()
    {
        if (Kind == ComputeDeviceKind.Cuda && Index >= CudaCount)
        {
            throw CudaCount > 0
                ? new DeviceUnavailableException(
                    $"Device {this} was asked for and libtorch {LibtorchInfo.Version} sees {CudaCount} CUDA devices, counted from 0. " +
                    "Give one of those.")
                : new DeviceUnavailableException(
                    $"Device {this} was asked for and libtorch {LibtorchInfo.Version} sees no CUDA device: " +
                    "it was built without CUDA, or the driver or the device is missing. " +
                    "Set LIBTORCH to a build with CUDA and build again, or train on the processor.");
        }

        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        ComputeDeviceKind.Processor => "cpu",
        ComputeDeviceKind.Cuda => string.Create(CultureInfo.InvariantCulture, $"{CudaName}:{Index}"),
        _ => "cpu, libtorch's operators",
    };
}
