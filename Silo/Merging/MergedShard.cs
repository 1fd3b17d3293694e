namespace Tapestry.Silo.Merging;

/// <summary>What a merge makes of a shard.</summary>
/// <param name="Parameters">The shard after the outer step, fp32, little-endian.</param>
/// <param name="OptimizerState">The outer optimizer's state after it, fp32, little-endian.</param>
/// <param name="MeanRms">Root mean square of the mean update; null for a round in the clear.</param>
public sealed record MergedShard(ReadOnlyMemory<byte> Parameters, ReadOnlyMemory<byte> OptimizerState, double? MeanRms);
