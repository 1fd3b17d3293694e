using Tapestry.Privacy.SecureAggregation.Errors;

namespace Tapestry.Privacy.SecureAggregation.Unmasking;

/// <summary>Bytes that are said to be a site's masked shard and are not; they were not added.</summary>
public sealed class MaskedInputException : SecureAggregationException
{
    internal MaskedInputException(string site, int shard, string found, string expected, Exception? cause = null)
        : base($"Masked shard {shard} of '{site}': {found}; expected {expected}. Fetch the blob again, or refuse the round.", cause) =>
        (Site, Shard) = (site, shard);

    /// <summary>Whose input.</summary>
    public string Site { get; }

    /// <summary>Index of the shard.</summary>
    public int Shard { get; }

    internal static void ThrowUnless(bool holds, string site, int shard, string found, string expected)
    {
        if (!holds)
        {
            throw new MaskedInputException(site, shard, found, expected);
        }
    }
}
