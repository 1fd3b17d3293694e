namespace Tapestry.Kernels.Threading;

/// <summary>A range in parts; whoever is free takes the next one.</summary>
internal unsafe struct SplitWork(
    void* kernel, delegate*<void*, long, long, void> run, long length, long granule, long granules, long parts)
{
    private readonly void* kernel = kernel;
    private readonly delegate*<void*, long, long, void> run = run;
    private long next = -1;

    /// <summary>Takes and runs parts until none is left.</summary>
    public void RunParts()
    {
        for (var part = Interlocked.Increment(ref next); part < parts; part = Interlocked.Increment(ref next))
        {
            run(kernel, StartOf(part), Math.Min(StartOf(part + 1), length));
        }
    }

    private readonly long StartOf(long part) => (long)((Int128)granules * part / parts) * granule;
}
