namespace Tapestry.Client.Cli.Errors;

/// <summary>A failure that its user can mend: what went wrong, why, and what to do, printed as one line.</summary>
public abstract class UserErrorException : Exception
{
    /// <summary>States the failure in three phrases without closing punctuation.</summary>
    /// <param name="what">What was refused or failed, with the value.</param>
    /// <param name="why">The rule or the limit that it broke.</param>
    /// <param name="remedy">What to do about it, as an instruction.</param>
    /// <param name="inner">The failure underneath, if there is one.</param>
    protected UserErrorException(string what, string why, string remedy, Exception? inner = null)
        : base($"{what}: {why}. {remedy}.", inner)
    {
        What = what;
        Why = why;
        Remedy = remedy;
    }

    /// <summary>What was refused or failed, with the value.</summary>
    public string What { get; }

    /// <summary>The rule or the limit that it broke.</summary>
    public string Why { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }

    /// <summary>The process's return code for this kind of failure, one of <see cref="ExitCodes"/>.</summary>
    public abstract int ExitCode { get; }
}
