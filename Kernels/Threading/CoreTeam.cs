using System.Diagnostics.CodeAnalysis;

namespace Tapestry.Kernels.Threading;

/// <summary>Threads that wait for kernels, one for every core but the caller's. One caller at a time has them.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The one instance lives as long as the process.")]
internal sealed unsafe class CoreTeam
{
    private readonly Lock turn = new();
    private readonly SemaphoreSlim[] wake;
    private readonly CountdownEvent running = new(0);
    private SplitWork* work;

    private CoreTeam(int helpers)
    {
        wake = new SemaphoreSlim[helpers];
        for (var index = 0; index < helpers; index++)
        {
            var signal = wake[index] = new SemaphoreSlim(0);
            new Thread(() => Serve(signal)) { IsBackground = true, Name = $"kernel {index + 1}" }.Start();
        }
    }

    /// <summary>The process's team.</summary>
    public static CoreTeam Shared { get; } = new(Environment.ProcessorCount - 1);

    /// <summary>Runs the work with the caller and up to so many helpers; false, and nothing done, if none is free.</summary>
    public bool TryRun(SplitWork* split, int helpers)
    {
        var called = Math.Min(helpers, wake.Length);
        if (called == 0 || turn.IsHeldByCurrentThread || !turn.TryEnter())
        {
            return false;
        }

        try
        {
            work = split;
            running.Reset(called);
            for (var index = 0; index < called; index++)
            {
                wake[index].Release();
            }

            split->RunParts();
            running.Wait();
        }
        finally
        {
            turn.Exit();
        }

        return true;
    }

    private void Serve(SemaphoreSlim signal)
    {
        while (true)
        {
            signal.Wait();
            work->RunParts();
            running.Signal();
        }
    }
}
