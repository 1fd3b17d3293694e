namespace Tapestry.Client.Cli.Errors;

/// <summary>What the tapestry process returns to its caller; the numbers are a contract, documented in docs/cli.md.</summary>
public static class ExitCodes
{
    /// <summary>The command did what it was asked.</summary>
    public const int Success = 0;

    /// <summary>A fault of the program itself; the stack trace follows on stderr.</summary>
    public const int Unexpected = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The machine cannot run it: a library is missing, a disk is full.</summary>
    public const int Environment = 3;

    /// <summary>The output folder, the data, a settings file or a report was refused.</summary>
    public const int Refused = 4;

    /// <summary>A round's evidence or a stream of events does not hold, or a merge gives other bytes.</summary>
    public const int NotVerified = 5;

    /// <summary>The region refused what was asked.</summary>
    public const int RegionRefused = 6;

    /// <summary>No silo of the region answered.</summary>
    public const int RegionUnavailable = 7;

    /// <summary>The watched run failed or was stopped.</summary>
    public const int RunFailed = 8;

    /// <summary>Stopped by Ctrl-C or a termination signal; <c>--resume</c> goes on from here.</summary>
    public const int Cancelled = 130;

    /// <summary>Every code with its meaning, in the order of the help text.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> All { get; } =
    [
        (Success, "done"),
        (Unexpected, "unexpected error, with a stack trace"),
        (Usage, "wrong command line"),
        (Environment, "the machine cannot run it (missing library, full disk)"),
        (Refused, "output folder, data, settings file or report refused"),
        (NotVerified, "a round's merge is not what its certificate says, or an audit log does not hold"),
        (RegionRefused, "the region refused what was asked"),
        (RegionUnavailable, "no silo of the region answered"),
        (RunFailed, "the run that was watched failed or was stopped"),
        (Cancelled, "cancelled; go on with --resume"),
    ];
}
