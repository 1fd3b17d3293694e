using System.Globalization;

namespace Tapestry.Kernels.OpenCl;

/// <summary>Lists the devices of every platform that the ICD loader knows.</summary>
internal sealed unsafe class DeviceDiscovery(OpenClApi api)
{
    /// <summary>Every device, in the order in which platforms and drivers list them; empty when there is none.</summary>
    public IReadOnlyList<OpenClDevice> Discover() => [.. Platforms().SelectMany(Devices)];

    private nint[] Platforms()
    {
        uint count = 0;
        var code = api.GetPlatformIDs(0, null, &count);
        if (code == ClErrors.PlatformNotFound)
        {
            return [];
        }

        ClErrors.ThrowIfFailed(code, "clGetPlatformIDs");
        var platforms = new nint[count];
        fixed (nint* ids = platforms)
        {
            ClErrors.ThrowIfFailed(count == 0 ? 0 : api.GetPlatformIDs(count, ids, null), "clGetPlatformIDs");
        }

        return platforms;
    }

    private OpenClDevice[] Devices(nint platform)
    {
        uint count = 0;
        var code = api.GetDeviceIDs(platform, ClInfo.DeviceTypeAll, 0, null, &count);
        if (code == ClErrors.DeviceNotFound || (code == ClErrors.Success && count == 0))
        {
            return [];
        }

        ClErrors.ThrowIfFailed(code, "clGetDeviceIDs");
        var devices = new nint[count];
        fixed (nint* ids = devices)
        {
            ClErrors.ThrowIfFailed(api.GetDeviceIDs(platform, ClInfo.DeviceTypeAll, count, ids, null), "clGetDeviceIDs");
        }

        var name = new ClProperties(api.GetPlatformInfo, platform, "clGetPlatformInfo").Text(ClInfo.PlatformName);
        return Array.ConvertAll(devices, id => Describe(name, id));
    }

    private OpenClDevice Describe(string platform, nint id)
    {
        var properties = new ClProperties(api.GetDeviceInfo, id, "clGetDeviceInfo");
        var extensions = properties.Text(ClInfo.DeviceExtensions).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new OpenClDevice
        {
            Id = id,
            Platform = platform,
            Name = properties.Text(ClInfo.DeviceName),
            Driver = properties.Text(ClInfo.DriverVersion),
            Kind = KindOf(properties.Number<ulong>(ClInfo.DeviceType)),
            OpenClVersion = ParseVersion(properties.Text(ClInfo.DeviceVersion)),
            MemoryBytes = Clamp(properties.Number<ulong>(ClInfo.DeviceGlobalMemSize)),
            LargestBufferBytes = Clamp(properties.Number<ulong>(ClInfo.DeviceMaxMemAllocSize)),
            LocalMemoryBytes = Clamp(properties.Number<ulong>(ClInfo.DeviceLocalMemSize)),
            ComputeUnits = properties.Number<int>(ClInfo.DeviceMaxComputeUnits),
            MaxWorkGroup = (int)Math.Min(int.MaxValue, properties.Number<nuint>(ClInfo.DeviceMaxWorkGroupSize)),
            Extensions = [.. extensions.Order(StringComparer.Ordinal)],
            SinglePrecision = (SinglePrecision)properties.Number<ulong>(ClInfo.DeviceSingleFpConfig),
            HasDoublePrecision =
                extensions.Contains("cl_khr_fp64") && properties.Number<ulong>(ClInfo.DeviceDoubleFpConfig) != 0,
            IsLittleEndian = properties.Number<int>(ClInfo.DeviceEndianLittle) != 0,
            IsAvailable = properties.Number<int>(ClInfo.DeviceAvailable) != 0,
            HasCompiler = properties.Number<int>(ClInfo.DeviceCompilerAvailable) != 0,
        };
    }

    private static OpenClDeviceKind KindOf(ulong type)
    {
        ReadOnlySpan<OpenClDeviceKind> kinds = [OpenClDeviceKind.Gpu, OpenClDeviceKind.Accelerator, OpenClDeviceKind.Cpu];
        foreach (var kind in kinds)
        {
            if ((type & (ulong)kind) != 0)
            {
                return kind;
            }
        }

        return OpenClDeviceKind.Other;
    }

    private static long Clamp(ulong bytes) => (long)Math.Min(bytes, long.MaxValue);

    /// <summary>Reads <c>OpenCL MAJOR.MINOR VENDOR...</c>, the form that the specification demands.</summary>
    internal static Version ParseVersion(string text)
    {
        var parts = text.Split(' ', 3);
        return parts.Length >= 2 && parts[0] == "OpenCL" && Version.TryParse(parts[1], out var version)
            ? version
            : throw new OpenClException(string.Create(
                CultureInfo.InvariantCulture, $"A driver gives its version as '{text}', which is not 'OpenCL MAJOR.MINOR'."));
    }
}
