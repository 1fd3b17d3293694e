using System.Globalization;

namespace Tapestry.Kernels.OpenCl;

/// <summary>Which device runs the kernels and how much of it.</summary>
public sealed record OpenClOptions
{
    /// <summary>Names the device, as <see cref="DeviceName"/>.</summary>
    public const string DeviceVariable = "TAPESTRY_OPENCL_DEVICE";

    /// <summary>Limits its memory, in MiB, as <see cref="MemoryLimitBytes"/>.</summary>
    public const string MemoryVariable = "TAPESTRY_OPENCL_MEMORY_MIB";

    /// <summary>The least memory that the kernels can work with: 2 MiB.</summary>
    public const long LeastMemoryBytes = 2L << 20;

    /// <summary>
    /// Part of the platform's or device's name, in any case. Without it the first usable device counts: graphics
    /// processors before accelerators before CPUs, and among equals the one with more memory.
    /// </summary>
    public string? DeviceName { get; init; }

    /// <summary>
    /// The most device memory to use, in bytes, at least <see cref="LeastMemoryBytes"/>; longer vectors go in tiles.
    /// Without it half of the device's memory.
    /// </summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>The options that the environment sets.</summary>
    /// <param name="read">Reads an environment variable; null where it is not set.</param>
    /// <exception cref="FormatException"><see cref="MemoryVariable"/> is not a whole number of MiB, 2 or more.</exception>
    public static OpenClOptions FromEnvironment(Func<string, string?> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var name = read(DeviceVariable);
        return new OpenClOptions
        {
            DeviceName = string.IsNullOrWhiteSpace(name) ? null : name.Trim(),
            MemoryLimitBytes = ParseMemory(read(MemoryVariable)),
        };
    }

    private static long? ParseMemory(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var mib)
            && (long)mib << 20 >= LeastMemoryBytes
            ? (long)mib << 20
            : throw new FormatException(
                $"{MemoryVariable} is '{text}'; it must be a whole number of MiB, {LeastMemoryBytes >> 20} or more.");
    }
}
