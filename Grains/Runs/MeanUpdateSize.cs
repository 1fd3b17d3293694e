namespace Tapestry.Grains.Runs;

/// <summary>How large a merged mean update was.</summary>
/// <param name="LocalSteps">Local steps of its round.</param>
/// <param name="Rms">Root mean square of each shard, by index.</param>
public sealed record MeanUpdateSize(int LocalSteps, IReadOnlyList<double> Rms);
