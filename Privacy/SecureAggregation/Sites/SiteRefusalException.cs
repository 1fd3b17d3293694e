using Tapestry.Privacy.SecureAggregation.Errors;

namespace Tapestry.Privacy.SecureAggregation.Sites;

/// <summary>The site refuses; its state is as before, and nothing left it.</summary>
public sealed class SiteRefusalException : SecureAggregationException
{
    internal SiteRefusalException(SiteRefusalReason reason, string message, Exception? cause = null)
        : base($"Secure round refused ({reason}): {message}", cause) => Reason = reason;

    /// <summary>Why.</summary>
    public SiteRefusalReason Reason { get; }

    internal static void ThrowUnless(bool holds, SiteRefusalReason reason, string message)
    {
        if (!holds)
        {
            throw new SiteRefusalException(reason, message);
        }
    }

    /// <summary>Runs something that reads what others wrote, and refuses for the reason that its error stands for.</summary>
    internal static T Translate<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SecureAggregationException error) when (error is not SiteRefusalException)
        {
            throw new SiteRefusalException(ReasonFor(error), error.Message, error);
        }
    }

    private static SiteRefusalReason ReasonFor(SecureAggregationException error) => error switch
    {
        WireVersionException => SiteRefusalReason.UnknownVersion,
        RoundParametersException => SiteRefusalReason.UnsoundParameters,
        MaskedRangeException => SiteRefusalReason.CouldOverflow,
        _ => SiteRefusalReason.Malformed,
    };
}
