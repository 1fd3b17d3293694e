using Tapestry.Privacy.SecureAggregation.Errors;

namespace Tapestry.Privacy.SecureAggregation.Unmasking;

/// <summary>A record of an unmasked round that is well-formed but not true.</summary>
public sealed class UnmaskingRecordException(string what) : SecureAggregationException(
    $"Record of an unmasked round: {what} Do not trust the merge that it stands for.")
{
    internal static void ThrowUnless(bool holds, string what)
    {
        if (!holds)
        {
            throw new UnmaskingRecordException(what);
        }
    }
}
