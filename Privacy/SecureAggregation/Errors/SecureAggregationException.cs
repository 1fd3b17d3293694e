namespace Tapestry.Privacy.SecureAggregation.Errors;

/// <summary>Something that secure aggregation refuses; the message names what, its value, the limit and the remedy.</summary>
public abstract class SecureAggregationException : Exception
{
    private protected SecureAggregationException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
