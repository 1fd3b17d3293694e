namespace Tapestry.Training.Local;

/// <summary>What a local phase did.</summary>
/// <param name="NextStep">Global step that follows the last one taken.</param>
/// <param name="Steps">Steps taken.</param>
/// <param name="Tokens">Targets trained on.</param>
/// <param name="FirstLoss">Loss of the first step's batch, in nats a token.</param>
/// <param name="LastLoss">Loss of the last step's batch, in nats a token.</param>
/// <param name="MeanLoss">Mean over the steps, in nats a token.</param>
/// <param name="Duration">Time from the first step's start to the last one's end.</param>
public sealed record LocalTrainingResult(
    long NextStep, int Steps, long Tokens, float FirstLoss, float LastLoss, double MeanLoss, TimeSpan Duration)
{
    /// <summary>Mean speed.</summary>
    public double TokensPerSecond => Tokens / Duration.TotalSeconds;
}
