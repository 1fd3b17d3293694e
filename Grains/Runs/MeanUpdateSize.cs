namespace Tapestry.Grains.Runs;

/// <summary>How large a merged mean update was.</summary>
/// <param name="LearningRates">Sum of the inner learning rates of its round's local steps.</param>
/// <param name="Rms">Root mean square of each shard, by index.</param>
public sealed record MeanUpdateSize(float LearningRates, IReadOnlyList<double> Rms);
