using Tapestry.Kernels.OpenCl;

namespace Tapestry.Kernels.Tests.OpenCl;

/// <summary>The OpenCL of this machine: these tests do not pass without.</summary>
internal static class OpenClMachine
{
    private const string Remedy = "The tests of OpenCL need a device: apt-get install pocl-opencl-icd ocl-icd-libopencl1.";

    public static OpenClBackend Start(OpenClOptions? options = null)
    {
        try
        {
            return new OpenClBackend(options ?? new OpenClOptions());
        }
        catch (OpenClException error)
        {
            throw new InvalidOperationException($"{Remedy} {error.Message}", error);
        }
    }
}
