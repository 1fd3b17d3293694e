using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Grains.Interfaces.Rounds;

/// <summary>What a merge job made of one shard. The same plan always gives the same result.</summary>
/// <param name="Shard">The merged shard.</param>
/// <param name="OptimizerState">The outer optimizer's new state; null when it keeps none.</param>
/// <param name="MeanRms">Root mean square of the members' weighted mean update; null for contributions in the clear.</param>
public sealed record MergeResult(ShardVersion Shard, Sha256Digest? OptimizerState, double? MeanRms = null);
