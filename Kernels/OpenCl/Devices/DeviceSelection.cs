namespace Tapestry.Kernels.OpenCl;

/// <summary>Picks the device to run on: always the same one on the same machine.</summary>
internal static class DeviceSelection
{
    /// <summary>
    /// The first usable device: graphics processors, then accelerators, then CPUs; more memory first; then by name, so
    /// that the order in which drivers happen to be listed does not matter.
    /// </summary>
    /// <param name="devices">What was discovered.</param>
    /// <param name="name">Part of a device's platform and name, in any case; null for any device.</param>
    /// <exception cref="OpenClException">None is usable; the message says why each was refused.</exception>
    public static OpenClDevice Select(IReadOnlyList<OpenClDevice> devices, string? name)
    {
        if (devices.Count == 0)
        {
            throw new OpenClException(
                "The OpenCL loader knows no device: install the driver of the device (for a CPU: pocl-opencl-icd).");
        }

        var named = devices.Where(device => name is null
            || device.ToString().Contains(name, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (named.Length == 0)
        {
            throw new OpenClException($"No OpenCL device is called '{name}'; there is {string.Join("; ", devices)}.");
        }

        return Order(named).FirstOrDefault(device => DeviceRequirements.Refusal(device) is null)
            ?? throw new OpenClException("No OpenCL device can be used: " + string.Join(
                "; ", Order(named).Select(device => $"{device}: {DeviceRequirements.Refusal(device)}")) + ".");
    }

    private static IOrderedEnumerable<OpenClDevice> Order(IEnumerable<OpenClDevice> devices) => devices
        .OrderBy(device => Rank(device.Kind))
        .ThenByDescending(device => device.MemoryBytes)
        .ThenBy(device => device.Platform, StringComparer.Ordinal)
        .ThenBy(device => device.Name, StringComparer.Ordinal);

    private static int Rank(OpenClDeviceKind kind) => kind switch
    {
        OpenClDeviceKind.Gpu => 0,
        OpenClDeviceKind.Accelerator => 1,
        OpenClDeviceKind.Cpu => 2,
        _ => 3,
    };
}
