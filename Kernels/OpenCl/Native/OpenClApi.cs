namespace Tapestry.Kernels.OpenCl;

/// <summary>
/// The functions of OpenCL 1.2 that Tapestry calls, each by its name in the specification without the prefix.
/// Handles are <c>nint</c> here; <see cref="ClHandle"/> owns them.
/// </summary>
internal sealed unsafe class OpenClApi(Func<string, nint> export)
{
    public readonly delegate* unmanaged<uint, nint*, uint*, int> GetPlatformIDs =
        (delegate* unmanaged<uint, nint*, uint*, int>)export("clGetPlatformIDs");

    public readonly delegate* unmanaged<nint, uint, nuint, void*, nuint*, int> GetPlatformInfo =
        (delegate* unmanaged<nint, uint, nuint, void*, nuint*, int>)export("clGetPlatformInfo");

    public readonly delegate* unmanaged<nint, ulong, uint, nint*, uint*, int> GetDeviceIDs =
        (delegate* unmanaged<nint, ulong, uint, nint*, uint*, int>)export("clGetDeviceIDs");

    public readonly delegate* unmanaged<nint, uint, nuint, void*, nuint*, int> GetDeviceInfo =
        (delegate* unmanaged<nint, uint, nuint, void*, nuint*, int>)export("clGetDeviceInfo");

    public readonly delegate* unmanaged<nint*, uint, nint*, nint, nint, int*, nint> CreateContext =
        (delegate* unmanaged<nint*, uint, nint*, nint, nint, int*, nint>)export("clCreateContext");

    public readonly delegate* unmanaged<nint, nint, ulong, int*, nint> CreateCommandQueue =
        (delegate* unmanaged<nint, nint, ulong, int*, nint>)export("clCreateCommandQueue");

    public readonly delegate* unmanaged<nint, ulong, nuint, void*, int*, nint> CreateBuffer =
        (delegate* unmanaged<nint, ulong, nuint, void*, int*, nint>)export("clCreateBuffer");

    public readonly delegate* unmanaged<nint, uint, byte**, nuint*, int*, nint> CreateProgramWithSource =
        (delegate* unmanaged<nint, uint, byte**, nuint*, int*, nint>)export("clCreateProgramWithSource");

    public readonly delegate* unmanaged<nint, uint, nint*, byte*, nint, nint, int> BuildProgram =
        (delegate* unmanaged<nint, uint, nint*, byte*, nint, nint, int>)export("clBuildProgram");

    public readonly delegate* unmanaged<nint, nint, uint, nuint, void*, nuint*, int> GetProgramBuildInfo =
        (delegate* unmanaged<nint, nint, uint, nuint, void*, nuint*, int>)export("clGetProgramBuildInfo");

    public readonly delegate* unmanaged<nint, byte*, int*, nint> CreateKernel =
        (delegate* unmanaged<nint, byte*, int*, nint>)export("clCreateKernel");

    public readonly delegate* unmanaged<nint, uint, nuint, void*, int> SetKernelArg =
        (delegate* unmanaged<nint, uint, nuint, void*, int>)export("clSetKernelArg");

    public readonly delegate* unmanaged<nint, nint, uint, nuint*, nuint*, nuint*, uint, nint*, nint*, int> EnqueueNDRangeKernel =
        (delegate* unmanaged<nint, nint, uint, nuint*, nuint*, nuint*, uint, nint*, nint*, int>)export("clEnqueueNDRangeKernel");

    public readonly delegate* unmanaged<nint, nint, uint, nuint, nuint, void*, uint, nint*, nint*, int> EnqueueWriteBuffer =
        (delegate* unmanaged<nint, nint, uint, nuint, nuint, void*, uint, nint*, nint*, int>)export("clEnqueueWriteBuffer");

    public readonly delegate* unmanaged<nint, nint, uint, ulong, nuint, nuint, uint, nint*, nint*, int*, void*> EnqueueMapBuffer =
        (delegate* unmanaged<nint, nint, uint, ulong, nuint, nuint, uint, nint*, nint*, int*, void*>)export("clEnqueueMapBuffer");

    public readonly delegate* unmanaged<nint, nint, void*, uint, nint*, nint*, int> EnqueueUnmapMemObject =
        (delegate* unmanaged<nint, nint, void*, uint, nint*, nint*, int>)export("clEnqueueUnmapMemObject");

    public readonly delegate* unmanaged<nint, int> Finish =
        (delegate* unmanaged<nint, int>)export("clFinish");

    public readonly delegate* unmanaged<nint, int> ReleaseContext =
        (delegate* unmanaged<nint, int>)export("clReleaseContext");

    public readonly delegate* unmanaged<nint, int> ReleaseCommandQueue =
        (delegate* unmanaged<nint, int>)export("clReleaseCommandQueue");

    public readonly delegate* unmanaged<nint, int> ReleaseMemObject =
        (delegate* unmanaged<nint, int>)export("clReleaseMemObject");

    public readonly delegate* unmanaged<nint, int> ReleaseProgram =
        (delegate* unmanaged<nint, int>)export("clReleaseProgram");

    public readonly delegate* unmanaged<nint, int> ReleaseKernel =
        (delegate* unmanaged<nint, int>)export("clReleaseKernel");
}
