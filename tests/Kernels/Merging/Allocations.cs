namespace Tapestry.Kernels.Tests.Merging;

/// <summary>Counts what a call allocates on this thread.</summary>
internal static class Allocations
{
    /// <summary>The first call may allocate buffers that the object keeps; the second may not allocate.</summary>
    public static void AssertNoneAfterFirst(Action call)
    {
        call();
        var before = GC.GetAllocatedBytesForCurrentThread();
        call();
        var after = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(before, after);
    }
}
