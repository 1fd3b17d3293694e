namespace Tapestry.Training.Libtorch;

/// <summary>
/// How many threads a native operation started by the calling thread may use. The setting belongs to the thread:
/// set it in the thread that trains, without an await between. Results do not depend on it when products run in tiles.
/// </summary>
public static class TorchThreads
{
    /// <summary>Threads of the calling thread's operations; from 1 to 1,024.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is outside that range.</exception>
    public static void SetForCurrentThread(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 1024);
        NativeMethods.Check(NativeMethods.SetThreads(count));
    }

    /// <summary>The calling thread's setting.</summary>
    public static int ForCurrentThread => NativeMethods.GetThreads();
}
