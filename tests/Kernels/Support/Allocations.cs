namespace Tapestry.Kernels.Tests.Support;

/// <summary>Counts what a call allocates on this thread.</summary>
internal static class Allocations
{
    private const int Calls = 5;

    /// <summary>The first call may allocate buffers that the object keeps; a later one may not allocate.</summary>
    /// <remarks>
    /// The least of a few calls counts: the runtime itself may allocate once in any of them, when it compiles a method
    /// again or a collection has emptied a pool. A call that allocates does so each time.
    /// </remarks>
    public static void AssertNoneAfterFirst(Action call) => Assert.Equal(0, LeastAfterFirst(call));

    /// <summary>Bytes of the call that allocated least.</summary>
    public static long LeastAfterFirst(Action call)
    {
        call();
        return Enumerable.Range(0, Calls).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            call();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
    }
}
