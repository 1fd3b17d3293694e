using Tapestry.Kernels.Memory;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Merging;

/// <summary>
/// Reads one slice of several contributions and holds them still while a kernel works on all of them at once, on any
/// number of cores. The source is called by one thread.
/// </summary>
internal sealed unsafe class PinnedSlices
{
    private readonly AlignedBuffer<nint> pointers;
    private readonly float[] buffer;

    /// <param name="contributions">Most contributions at a time.</param>
    /// <param name="length">Longest slice.</param>
    public PinnedSlices(int contributions, int length)
    {
        pointers = new AlignedBuffer<nint>(contributions);
        buffer = LargeArray.Create<float>(contributions * length);
        Length = length;
    }

    /// <summary>Longest slice.</summary>
    public int Length { get; }

    /// <summary>Most contributions at a time.</summary>
    public int Contributions => pointers.Length;

    /// <summary>Where a kernel finds the first coordinate of each slice, as <c>float*</c>, while it runs.</summary>
    public nint* Pointers => pointers.Pointer;

    /// <summary>A buffer for one slice, free between runs.</summary>
    public Span<float> Buffer(int length) => buffer.AsSpan(0, length);

    /// <summary>Runs a kernel over one slice of contributions that follow each other.</summary>
    public void Run<TKernel>(
        IContributionSource source, Range contributions, int start, int length, ref TKernel kernel, int granule, int cores)
        where TKernel : unmanaged, IRangeKernel => Pin(source, contributions, 0, start, length, ref kernel, granule, cores);

    // Pins one slice a call: the deepest call has them all. Not more than MergeRule.MaxContributions deep.
    private void Pin<TKernel>(
        IContributionSource source, Range contributions, int held, int start, int length, ref TKernel kernel, int granule, int cores)
        where TKernel : unmanaged, IRangeKernel
    {
        var contribution = contributions.Start.Value + held;
        if (contribution == contributions.End.Value)
        {
            CoreSplit.Run(ref kernel, length, granule, cores);
            return;
        }

        fixed (float* slice = source.Read(contribution, start, buffer.AsSpan(held * Length, length)))
        {
            Pointers[held] = (nint)slice;
            Pin(source, contributions, held + 1, start, length, ref kernel, granule, cores);
        }
    }
}
