namespace Tapestry.Privacy.SecureAggregation.Errors;

/// <summary>Public parameters of a round that no honest party may use.</summary>
public sealed class RoundParametersException(string field, string value, string limit) : SecureAggregationException(
    $"Parameters of a secure round: {field} is {value}, but must be {limit}. Open the round with other parameters.")
{
    /// <summary>The parameter refused.</summary>
    public string Field { get; } = field;
}
