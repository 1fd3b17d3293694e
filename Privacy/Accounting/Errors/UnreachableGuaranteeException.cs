namespace Tapestry.Privacy.Accounting.Errors;

/// <summary>No parameter gives the guarantee asked for, or the guarantee is beyond what a number can hold.</summary>
public sealed class UnreachableGuaranteeException : PrivacyException
{
    internal UnreachableGuaranteeException(string what, string why, string remedy)
        : base(what, why, remedy)
    {
    }
}
