namespace Tapestry.Privacy.Accounting.Errors;

/// <summary>A privacy guarantee that cannot be computed or reached as asked.</summary>
public abstract class PrivacyException : Exception
{
    /// <summary>States the failure in three phrases without closing punctuation.</summary>
    /// <param name="what">What was refused, with the value.</param>
    /// <param name="why">The rule or the limit that it broke.</param>
    /// <param name="remedy">What to do about it, as an instruction.</param>
    private protected PrivacyException(string what, string why, string remedy)
        : base($"{what}: {why}. {remedy}.") => (What, Why, Remedy) = (what, why, remedy);

    /// <summary>What was refused, with the value.</summary>
    public string What { get; }

    /// <summary>The rule or the limit that it broke.</summary>
    public string Why { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }
}
