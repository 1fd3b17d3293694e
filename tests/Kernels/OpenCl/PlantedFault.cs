namespace Tapestry.Kernels.Tests.OpenCl;

/// <summary>
/// What goes wrong in <see cref="FaultyOpenCl"/>, and a count of what is created and not released. All of it holds for
/// the thread that runs the test.
/// </summary>
internal static class PlantedFault
{
    [ThreadStatic]
    private static string? function;

    [ThreadStatic]
    private static int callsBefore;

    [ThreadStatic]
    private static int error;

    [ThreadStatic]
    private static int alive;

    [ThreadStatic]
    private static int buffersCreated;

    /// <summary>Objects created and not released.</summary>
    public static int Alive => alive;

    /// <summary>Buffers created so far.</summary>
    public static int BuffersCreated => buffersCreated;

    /// <summary>The function will fail once, after so many more calls that succeed.</summary>
    public static void Arm(string failing, int after = 0, int code = -5) =>
        (function, callsBefore, error) = (failing, after, code);

    /// <summary>Nothing fails any more; true if the armed fault did not happen.</summary>
    public static bool Disarm()
    {
        var pending = function is not null;
        function = null;
        return pending;
    }

    /// <summary>The error that this call must return, or 0.</summary>
    public static int Next(string called)
    {
        if (called != function || callsBefore-- > 0)
        {
            return 0;
        }

        function = null;
        return error;
    }

    public static nint Created(nint handle, bool isBuffer = false)
    {
        alive++;
        buffersCreated += isBuffer ? 1 : 0;
        return handle;
    }

    public static int Released(int code)
    {
        alive--;
        return code;
    }
}
