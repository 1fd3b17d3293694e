using static System.Text.Encoding;

namespace Tapestry.Kernels.OpenCl;

/// <summary>One kernel function of a program.</summary>
internal sealed unsafe class OpenClKernel : IDisposable
{
    /// <summary>Work items in a group, for every kernel.</summary>
    public const int GroupSize = 64;

    private readonly OpenClContext context;
    private readonly ClHandle kernel;

    public OpenClKernel(OpenClContext context, nint program, string name)
    {
        this.context = context;
        int code;
        fixed (byte* text = UTF8.GetBytes(name + '\0'))
        {
            var value = context.Api.CreateKernel(program, text, &code);
            kernel = ClHandle.Own(value, context.Api.ReleaseKernel, code, "clCreateKernel");
        }
    }

    /// <summary>Begins a call with its first argument.</summary>
    public KernelCall With(DeviceBuffer buffer) => new KernelCall(this).With(buffer);

    public void Dispose() => kernel.Dispose();

    internal void Set(uint index, void* value, int bytes) => ClErrors.ThrowIfFailed(
        context.Api.SetKernelArg(kernel.Value, index, (nuint)bytes, value), "clSetKernelArg");

    internal void LaunchGroups(long groups)
    {
        if (groups == 0)
        {
            return;
        }

        nuint local = GroupSize;
        var global = (nuint)groups * GroupSize;
        ClErrors.ThrowIfFailed(
            context.Api.EnqueueNDRangeKernel(context.Queue, kernel.Value, 1, null, &global, &local, 0, null, null),
            "clEnqueueNDRangeKernel");
    }
}
