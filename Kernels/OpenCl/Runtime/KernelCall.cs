namespace Tapestry.Kernels.OpenCl;

/// <summary>Arguments in the order of the kernel's parameters, then the launch.</summary>
internal readonly unsafe struct KernelCall(OpenClKernel kernel, uint count = 0)
{
    public KernelCall With(DeviceBuffer buffer) => With(buffer.Handle);

    public KernelCall With<T>(T value)
        where T : unmanaged
    {
        kernel.Set(count, &value, sizeof(T));
        return new KernelCall(kernel, count + 1);
    }

    /// <summary>Enqueues at least so many work items: whole groups, so the kernel checks its index.</summary>
    public void Launch(long items) => LaunchGroups((items + OpenClKernel.GroupSize - 1) / OpenClKernel.GroupSize);

    public void LaunchGroups(long groups) => kernel.LaunchGroups(groups);
}
