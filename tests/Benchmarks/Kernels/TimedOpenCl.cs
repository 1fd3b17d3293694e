using System.Runtime.InteropServices;
using Tapestry.Kernels.OpenCl;

namespace Tapestry.Benchmarks.Kernels;

/// <summary>
/// The OpenCL of this machine behind functions that let the device's own clock time every kernel. One thread at a time.
/// </summary>
internal static unsafe class TimedOpenCl
{
    private const ulong QueueProfiling = 2;
    private const uint CommandStart = 0x1282;
    private const uint CommandEnd = 0x1283;

    private static readonly nint Library = NativeLibrary.Load("libOpenCL.so.1");
    private static readonly OpenClApi Real = new(Export);
    private static readonly List<nint> Events = [];

    private static readonly delegate* unmanaged<uint, nint*, int> WaitForEvents =
        (delegate* unmanaged<uint, nint*, int>)Export("clWaitForEvents");

    private static readonly delegate* unmanaged<nint, uint, nuint, void*, nuint*, int> GetEventProfilingInfo =
        (delegate* unmanaged<nint, uint, nuint, void*, nuint*, int>)Export("clGetEventProfilingInfo");

    private static readonly delegate* unmanaged<nint, int> ReleaseEvent =
        (delegate* unmanaged<nint, int>)Export("clReleaseEvent");

    private static readonly delegate* unmanaged<nint, nint, nint, nuint, nuint, nuint, uint, nint*, nint*, int> EnqueueCopyBuffer =
        (delegate* unmanaged<nint, nint, nint, nuint, nuint, nuint, uint, nint*, nint*, int>)Export("clEnqueueCopyBuffer");

    public static OpenClApi Api { get; } = new(name => name switch
    {
        "clCreateCommandQueue" => (nint)(delegate* unmanaged<nint, nint, ulong, int*, nint>)&CreateCommandQueue,
        "clEnqueueNDRangeKernel" => (nint)(delegate* unmanaged<nint, nint, uint, nuint*, nuint*, nuint*, uint, nint*, nint*, int>)&EnqueueNDRangeKernel,
        _ => Export(name),
    });

    /// <summary>Seconds that the device spent in the kernels and copies enqueued since the last call.</summary>
    public static double TakeSeconds()
    {
        var nanoseconds = 0UL;
        foreach (var item in Events)
        {
            var (timed, start, end) = (item, 0UL, 0UL);
            ClErrors.ThrowIfFailed(WaitForEvents(1, &timed), "clWaitForEvents");
            ClErrors.ThrowIfFailed(GetEventProfilingInfo(timed, CommandStart, sizeof(ulong), &start, null), "clGetEventProfilingInfo");
            ClErrors.ThrowIfFailed(GetEventProfilingInfo(timed, CommandEnd, sizeof(ulong), &end, null), "clGetEventProfilingInfo");
            ClErrors.ThrowIfFailed(ReleaseEvent(timed), "clReleaseEvent");
            nanoseconds += end - start;
        }

        Events.Clear();
        return nanoseconds * 1e-9;
    }

    /// <summary>Copies between two buffers of one device.</summary>
    public static void Copy(OpenClContext context, DeviceBuffer source, DeviceBuffer destination)
    {
        nint timed;
        ClErrors.ThrowIfFailed(
            EnqueueCopyBuffer(context.Queue, source.Handle, destination.Handle, 0, 0, (nuint)source.Bytes, 0, null, &timed),
            "clEnqueueCopyBuffer");
        Events.Add(timed);
    }

    private static nint Export(string name) => OpenClLibrary.Export(Library, name);

    [UnmanagedCallersOnly]
    private static nint CreateCommandQueue(nint context, nint device, ulong properties, int* code) =>
        Real.CreateCommandQueue(context, device, properties | QueueProfiling, code);

    [UnmanagedCallersOnly]
    private static int EnqueueNDRangeKernel(
        nint queue, nint kernel, uint dimensions, nuint* offset, nuint* global, nuint* local, uint waits, nint* waitList, nint* done)
    {
        nint timed;
        var code = Real.EnqueueNDRangeKernel(queue, kernel, dimensions, offset, global, local, waits, waitList, &timed);
        if (code == ClErrors.Success)
        {
            Events.Add(timed);
        }

        return code;
    }
}
