namespace Tapestry.Training.Local;

/// <summary>What one step reports.</summary>
/// <param name="Step">Global step, from 0.</param>
/// <param name="Loss">Mean cross-entropy of the step's batch, in nats a token, before its update.</param>
/// <param name="GradientNorm">Global L2 norm before clipping.</param>
/// <param name="LearningRate">Rate of this step.</param>
/// <param name="TokensPerSecond">Speed of this step alone.</param>
public readonly record struct TrainingProgress(
    long Step, float Loss, float GradientNorm, float LearningRate, double TokensPerSecond);
