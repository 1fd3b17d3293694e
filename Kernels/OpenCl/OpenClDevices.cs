namespace Tapestry.Kernels.OpenCl;

/// <summary>What OpenCL offers on this machine.</summary>
public static class OpenClDevices
{
    /// <summary>Every device of every driver, usable or not; empty when there is none.</summary>
    /// <exception cref="OpenClException">The loader is missing or a driver is broken.</exception>
    public static IReadOnlyList<OpenClDevice> Discover()
    {
        using var alone = DriverSetUp.Enter();
        return new DeviceDiscovery(OpenClLibrary.Load()).Discover();
    }

    /// <summary>Why Tapestry cannot use the device; null when it can.</summary>
    /// <param name="device">One that was discovered.</param>
    public static string? Refusal(OpenClDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return DeviceRequirements.Refusal(device);
    }
}
