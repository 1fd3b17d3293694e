using Tapestry.Kernels.OpenCl;

namespace Tapestry.Kernels.Tests.OpenCl;

/// <summary>The OpenCL of this machine: these tests do not pass without.</summary>
internal static class OpenClMachine
{
    private const string Remedy = "The tests of OpenCL need a device: apt-get install pocl-opencl-icd ocl-icd-libopencl1.";

    public static OpenClBackend Start(OpenClOptions? options = null, OpenClApi? api = null)
    {
        try
        {
            return new OpenClBackend(api ?? OpenClLibrary.Load(), options ?? new OpenClOptions(), ProgramSource.Read());
        }
        catch (OpenClException error)
        {
            throw new InvalidOperationException($"{Remedy} {error.Message}", error);
        }
    }
}
