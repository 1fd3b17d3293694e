namespace Tapestry.Privacy.Accounting.Errors;

/// <summary>An accountant knows no sound bound for this mechanism, or for mechanisms put together in this way.</summary>
public sealed class UnsupportedMechanismException : PrivacyException
{
    internal UnsupportedMechanismException(string what, string why, string remedy)
        : base(what, why, remedy)
    {
    }
}
