namespace Tapestry.Kernels.Threading;

/// <summary>
/// A computation over a range whose parts do not depend on each other. An unmanaged struct holds the pointers, so that
/// several cores can run it; it must not throw: what can be wrong is checked before.
/// </summary>
internal interface IRangeKernel
{
    /// <summary>Computes the elements from <paramref name="start"/> to before <paramref name="end"/>.</summary>
    void Run(long start, long end);
}
