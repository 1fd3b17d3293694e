namespace Tapestry.Training.Models;

/// <summary>Sum of next-token losses.</summary>
/// <param name="Nats">Summed negative log-likelihood, in nats.</param>
/// <param name="Count">Targets it covers.</param>
public readonly record struct EvaluationScore(double Nats, long Count)
{
    /// <summary>Nothing scored yet.</summary>
    public static EvaluationScore Zero => default;

    /// <summary>Mean loss in nats a token; NaN when nothing was scored.</summary>
    public double MeanNats => Nats / Count;

    /// <summary>Mean loss in bits a token, which is bits per byte for a byte vocabulary.</summary>
    public double MeanBits => MeanNats / Math.Log(2);

    /// <summary>The score over both sets of targets.</summary>
    public static EvaluationScore operator +(EvaluationScore left, EvaluationScore right) =>
        new(left.Nats + right.Nats, left.Count + right.Count);

    /// <summary>The score over both sets of targets.</summary>
    public EvaluationScore Add(EvaluationScore other) => this + other;
}
