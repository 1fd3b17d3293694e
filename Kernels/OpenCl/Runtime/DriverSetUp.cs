namespace Tapestry.Kernels.OpenCl;

/// <summary>
/// One thread at a time finds devices, compiles and releases. Drivers exist that crash when two do, whatever the
/// specification says.
/// </summary>
internal static class DriverSetUp
{
    private static readonly Lock Turn = new();

    /// <summary>Waits for other threads; dispose the result when done.</summary>
    public static Lock.Scope Enter() => Turn.EnterScope();
}
