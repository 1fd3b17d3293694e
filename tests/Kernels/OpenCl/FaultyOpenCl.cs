using System.Runtime.InteropServices;
using Tapestry.Kernels.OpenCl;

namespace Tapestry.Kernels.Tests.OpenCl;

/// <summary>The OpenCL of this machine behind functions that obey <see cref="PlantedFault"/>.</summary>
internal static unsafe class FaultyOpenCl
{
    private static readonly nint Library = NativeLibrary.Load("libOpenCL.so.1");
    private static readonly OpenClApi Real = new(name => OpenClLibrary.Export(Library, name));

    public static OpenClApi Api { get; } = new(name => Wrapper(name) is var wrapper and not 0 ? wrapper : OpenClLibrary.Export(Library, name));

    private static nint Wrapper(string name) => name switch
    {
        "clGetPlatformIDs" => (nint)(delegate* unmanaged<uint, nint*, uint*, int>)&GetPlatformIDs,
        "clGetDeviceIDs" => (nint)(delegate* unmanaged<nint, ulong, uint, nint*, uint*, int>)&GetDeviceIDs,
        "clGetDeviceInfo" => (nint)(delegate* unmanaged<nint, uint, nuint, void*, nuint*, int>)&GetDeviceInfo,
        "clBuildProgram" => (nint)(delegate* unmanaged<nint, uint, nint*, byte*, nint, nint, int>)&BuildProgram,
        "clSetKernelArg" => (nint)(delegate* unmanaged<nint, uint, nuint, void*, int>)&SetKernelArg,
        "clEnqueueNDRangeKernel" => (nint)(delegate* unmanaged<nint, nint, uint, nuint*, nuint*, nuint*, uint, nint*, nint*, int>)&EnqueueNDRangeKernel,
        "clEnqueueWriteBuffer" => (nint)(delegate* unmanaged<nint, nint, uint, nuint, nuint, void*, uint, nint*, nint*, int>)&EnqueueWriteBuffer,
        "clEnqueueUnmapMemObject" => (nint)(delegate* unmanaged<nint, nint, void*, uint, nint*, nint*, int>)&EnqueueUnmapMemObject,
        "clEnqueueMapBuffer" => (nint)(delegate* unmanaged<nint, nint, uint, ulong, nuint, nuint, uint, nint*, nint*, int*, void*>)&EnqueueMapBuffer,
        "clCreateContext" => (nint)(delegate* unmanaged<nint*, uint, nint*, nint, nint, int*, nint>)&CreateContext,
        "clCreateCommandQueue" => (nint)(delegate* unmanaged<nint, nint, ulong, int*, nint>)&CreateCommandQueue,
        "clCreateBuffer" => (nint)(delegate* unmanaged<nint, ulong, nuint, void*, int*, nint>)&CreateBuffer,
        "clCreateProgramWithSource" => (nint)(delegate* unmanaged<nint, uint, byte**, nuint*, int*, nint>)&CreateProgramWithSource,
        "clCreateKernel" => (nint)(delegate* unmanaged<nint, byte*, int*, nint>)&CreateKernel,
        "clReleaseContext" => (nint)(delegate* unmanaged<nint, int>)&ReleaseContext,
        "clReleaseCommandQueue" => (nint)(delegate* unmanaged<nint, int>)&ReleaseCommandQueue,
        "clReleaseMemObject" => (nint)(delegate* unmanaged<nint, int>)&ReleaseMemObject,
        "clReleaseProgram" => (nint)(delegate* unmanaged<nint, int>)&ReleaseProgram,
        "clReleaseKernel" => (nint)(delegate* unmanaged<nint, int>)&ReleaseKernel,
        _ => 0,
    };

    [UnmanagedCallersOnly]
    private static int GetPlatformIDs(
        uint a, nint* b, uint* c) =>
        PlantedFault.Next("clGetPlatformIDs") is var error and not 0 ? error : Real.GetPlatformIDs(a, b, c);

    [UnmanagedCallersOnly]
    private static int GetDeviceIDs(
        nint a, ulong b, uint c, nint* d, uint* e) =>
        PlantedFault.Next("clGetDeviceIDs") is var error and not 0 ? error : Real.GetDeviceIDs(a, b, c, d, e);

    [UnmanagedCallersOnly]
    private static int GetDeviceInfo(
        nint a, uint b, nuint c, void* d, nuint* e) =>
        PlantedFault.Next("clGetDeviceInfo") is var error and not 0 ? error : Real.GetDeviceInfo(a, b, c, d, e);

    [UnmanagedCallersOnly]
    private static int BuildProgram(
        nint a, uint b, nint* c, byte* d, nint e, nint f) =>
        PlantedFault.Next("clBuildProgram") is var error and not 0 ? error : Real.BuildProgram(a, b, c, d, e, f);

    [UnmanagedCallersOnly]
    private static int SetKernelArg(
        nint a, uint b, nuint c, void* d) =>
        PlantedFault.Next("clSetKernelArg") is var error and not 0 ? error : Real.SetKernelArg(a, b, c, d);

    [UnmanagedCallersOnly]
    private static int EnqueueNDRangeKernel(
        nint a, nint b, uint c, nuint* d, nuint* e, nuint* f, uint g, nint* h, nint* i) =>
        PlantedFault.Next("clEnqueueNDRangeKernel") is var error and not 0 ? error : Real.EnqueueNDRangeKernel(a, b, c, d, e, f, g, h, i);

    [UnmanagedCallersOnly]
    private static int EnqueueWriteBuffer(
        nint a, nint b, uint c, nuint d, nuint e, void* f, uint g, nint* h, nint* i) =>
        PlantedFault.Next("clEnqueueWriteBuffer") is var error and not 0 ? error : Real.EnqueueWriteBuffer(a, b, c, d, e, f, g, h, i);

    [UnmanagedCallersOnly]
    private static int EnqueueUnmapMemObject(
        nint a, nint b, void* c, uint d, nint* e, nint* f) =>
        PlantedFault.Next("clEnqueueUnmapMemObject") is var error and not 0 ? error : Real.EnqueueUnmapMemObject(a, b, c, d, e, f);

    [UnmanagedCallersOnly]
    private static void* EnqueueMapBuffer(
        nint a, nint b, uint c, ulong d, nuint e, nuint f, uint g, nint* h, nint* i, int* j)
    {
        *j = PlantedFault.Next("clEnqueueMapBuffer");
        return *j == 0 ? Real.EnqueueMapBuffer(a, b, c, d, e, f, g, h, i, j) : null;
    }

    [UnmanagedCallersOnly]
    private static nint CreateContext(
        nint* a, uint b, nint* c, nint d, nint e, int* f)
    {
        *f = PlantedFault.Next("clCreateContext");
        return *f == 0 ? PlantedFault.Created(Real.CreateContext(a, b, c, d, e, f)) : 0;
    }

    [UnmanagedCallersOnly]
    private static nint CreateCommandQueue(
        nint a, nint b, ulong c, int* d)
    {
        *d = PlantedFault.Next("clCreateCommandQueue");
        return *d == 0 ? PlantedFault.Created(Real.CreateCommandQueue(a, b, c, d)) : 0;
    }

    [UnmanagedCallersOnly]
    private static nint CreateBuffer(
        nint a, ulong b, nuint c, void* d, int* e)
    {
        *e = PlantedFault.Next("clCreateBuffer");
        return *e == 0 ? PlantedFault.Created(Real.CreateBuffer(a, b, c, d, e), isBuffer: true) : 0;
    }

    [UnmanagedCallersOnly]
    private static nint CreateProgramWithSource(
        nint a, uint b, byte** c, nuint* d, int* e)
    {
        *e = PlantedFault.Next("clCreateProgramWithSource");
        return *e == 0 ? PlantedFault.Created(Real.CreateProgramWithSource(a, b, c, d, e)) : 0;
    }

    [UnmanagedCallersOnly]
    private static nint CreateKernel(
        nint a, byte* b, int* c)
    {
        *c = PlantedFault.Next("clCreateKernel");
        return *c == 0 ? PlantedFault.Created(Real.CreateKernel(a, b, c)) : 0;
    }

    [UnmanagedCallersOnly]
    private static int ReleaseContext(nint a) => PlantedFault.Released(Real.ReleaseContext(a));

    [UnmanagedCallersOnly]
    private static int ReleaseCommandQueue(nint a) => PlantedFault.Released(Real.ReleaseCommandQueue(a));

    [UnmanagedCallersOnly]
    private static int ReleaseMemObject(nint a) => PlantedFault.Released(Real.ReleaseMemObject(a));

    [UnmanagedCallersOnly]
    private static int ReleaseProgram(nint a) => PlantedFault.Released(Real.ReleaseProgram(a));

    [UnmanagedCallersOnly]
    private static int ReleaseKernel(nint a) => PlantedFault.Released(Real.ReleaseKernel(a));
}
