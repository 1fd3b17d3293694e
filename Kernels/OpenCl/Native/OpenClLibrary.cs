using System.Runtime.InteropServices;

namespace Tapestry.Kernels.OpenCl;

/// <summary>Finds the ICD loader, the vendor-neutral library that every OpenCL driver registers with.</summary>
internal static class OpenClLibrary
{
    private static readonly string[] Names =
        OperatingSystem.IsWindows() ? ["OpenCL.dll"]
        : OperatingSystem.IsMacOS() ? ["/System/Library/Frameworks/OpenCL.framework/OpenCL"]
        : ["libOpenCL.so.1", "libOpenCL.so"];

    /// <summary>The loader's functions. It stays loaded: drivers keep threads of their own.</summary>
    /// <exception cref="OpenClException">This machine has no loader.</exception>
    public static OpenClApi Load() => Load(Names);

    internal static OpenClApi Load(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var library))
            {
                return new OpenClApi(function => Export(library, function));
            }
        }

        throw new OpenClException(
            $"No OpenCL loader ({string.Join(", ", names)}) on this machine: install ocl-icd-libopencl1 and the driver of the device.");
    }

    internal static nint Export(nint library, string function) =>
        NativeLibrary.TryGetExport(library, function, out var address)
            ? address
            : throw new OpenClException($"The OpenCL loader has no {function}: it is older than OpenCL 1.2. Update it.");
}
