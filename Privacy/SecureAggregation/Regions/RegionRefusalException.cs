using Tapestry.Privacy.SecureAggregation.Errors;

namespace Tapestry.Privacy.SecureAggregation.Regions;

/// <summary>The region refuses a message; its state is as before.</summary>
public sealed class RegionRefusalException : SecureAggregationException
{
    internal RegionRefusalException(RegionRefusalReason reason, string message, Exception? cause = null)
        : base($"Secure round message refused ({reason}): {message}", cause) => Reason = reason;

    /// <summary>Why.</summary>
    public RegionRefusalReason Reason { get; }

    internal static void ThrowUnless(bool holds, RegionRefusalReason reason, string message)
    {
        if (!holds)
        {
            throw new RegionRefusalException(reason, message);
        }
    }

    /// <summary>Runs something that reads what a site wrote.</summary>
    internal static T Translate<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SecureAggregationException error) when (error is not RegionRefusalException)
        {
            var reason = error is WireVersionException ? RegionRefusalReason.UnknownVersion : RegionRefusalReason.Malformed;
            throw new RegionRefusalException(reason, error.Message, error);
        }
    }
}
