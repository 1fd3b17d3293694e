namespace Tapestry.Client.Cli.Demo.Run;

/// <summary>What a consortium reached, and what pooled training reached on as many tokens.</summary>
/// <param name="Rounds">Certified rounds.</param>
/// <param name="Steps">Local steps of each site; as many synchronous steps of the pooled model.</param>
/// <param name="ConsortiumSeconds">Wall time of the consortium's training.</param>
/// <param name="BytesUpPerParameter">Bytes that one contribution of the last round took, over the model's parameters.</param>
/// <param name="SecondsBeyondTraining">Wall time of a round that is not its sites' training, the median.</param>
/// <param name="SharedBaseBits">The Shared Base's held-out bits per byte, mean over languages.</param>
/// <param name="PooledBits">The pooled model's; null when it was not asked for.</param>
public sealed record QualityFigures(
    int Rounds, int Steps, double ConsortiumSeconds, double BytesUpPerParameter, double SecondsBeyondTraining,
    double SharedBaseBits, double? PooledBits);
