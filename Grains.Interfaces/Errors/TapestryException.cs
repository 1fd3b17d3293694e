namespace Tapestry.Grains.Interfaces.Errors;

/// <summary>A refusal with a stable code; the message names what was wrong, the value, the limit and the remedy.</summary>
public abstract class TapestryException : Exception
{
    /// <summary>Creates the refusal.</summary>
    protected TapestryException(string code, string message)
        : base(message) => Code = code;

    /// <summary>Stable, dotted code such as <c>round.not-in-cohort</c>; it never changes once released.</summary>
    public string Code { get; }
}
