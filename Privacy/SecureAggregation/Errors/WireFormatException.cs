namespace Tapestry.Privacy.SecureAggregation.Errors;

/// <summary>Bytes are not what the format allows: cut short, damaged, too long, or made by something else.</summary>
public sealed class WireFormatException(string field, string value, string expected) : SecureAggregationException(
    $"Secure aggregation bytes: {field} is {value}, expected {expected}. Nothing was read: ask the sender for the original bytes.")
{
    /// <summary>The field refused, as the format names it.</summary>
    public string Field { get; } = field;
}
