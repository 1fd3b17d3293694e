using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Grains.Interfaces.Shards;

/// <summary>A shard as it stands.</summary>
/// <param name="Current">The published version.</param>
/// <param name="OptimizerState">The outer optimizer's state; null before the first step.</param>
/// <param name="PublishedBy">The round that published it; null for the starting version.</param>
/// <param name="StagedBy">The round whose result waits for certification; null when none does.</param>
/// <param name="Staged">That result.</param>
public sealed record ShardView(
    ShardVersion Current, Sha256Digest? OptimizerState, RoundId? PublishedBy, RoundId? StagedBy, MergeResult? Staged);
