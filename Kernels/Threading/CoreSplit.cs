namespace Tapestry.Kernels.Threading;

/// <summary>Runs a range kernel on several cores without allocating. Which core takes which part does not show.</summary>
internal static class CoreSplit
{
    // More parts than cores: a core that the machine takes away for a while leaves its share to the others, and the last
    // part, which the others wait for, is short.
    private const int PartsPerCore = 16;

    /// <summary>Runs the kernel over the whole range and returns when all of it is done.</summary>
    /// <param name="kernel">The computation; every core works on this one instance.</param>
    /// <param name="length">Elements, 0 or more.</param>
    /// <param name="granule">Every part starts at a multiple of it; 1 or more.</param>
    /// <param name="cores">Most cores to use, 1 or more; the calling thread is one of them.</param>
    public static unsafe void Run<TKernel>(ref TKernel kernel, long length, long granule, int cores)
        where TKernel : unmanaged, IRangeKernel
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfLessThan(granule, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(cores, 1);
        if (length == 0)
        {
            return;
        }

        var granules = ((length - 1) / granule) + 1;
        var parts = Math.Min(granules, (long)cores * PartsPerCore);
        if (cores > 1 && parts > 1)
        {
            fixed (TKernel* pointer = &kernel)
            {
                var work = new SplitWork(pointer, &RunPart<TKernel>, length, granule, granules, parts);
                if (CoreTeam.Shared.TryRun(&work, (int)Math.Min(cores, parts) - 1))
                {
                    return;
                }
            }
        }

        kernel.Run(0, length);
    }

    private static unsafe void RunPart<TKernel>(void* kernel, long start, long end)
        where TKernel : unmanaged, IRangeKernel => ((TKernel*)kernel)->Run(start, end);
}
