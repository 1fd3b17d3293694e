namespace Tapestry.Privacy.SecureAggregation.Errors;

/// <summary>A weight, scale, bound or bit width with which the sum of a cohort could wrap.</summary>
public sealed class MaskedRangeException(string field, string value, string limit) : SecureAggregationException(
    $"Masked range: {field} is {value}, but must be {limit}; the sum could wrap. Use more bits or a smaller bound.")
{
    /// <summary>The parameter refused.</summary>
    public string Field { get; } = field;
}
