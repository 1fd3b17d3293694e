using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Grains.Shards;

/// <summary>Durable state of a shard, version 1.</summary>
public sealed record ShardState
{
    /// <summary>The published version; null until initialized.</summary>
    public ShardVersion? Current { get; init; }

    /// <summary>The outer optimizer's state.</summary>
    public Sha256Digest? OptimizerState { get; init; }

    /// <summary>The round that published <see cref="Current"/>.</summary>
    public RoundId? PublishedBy { get; init; }

    /// <summary>The round whose result waits.</summary>
    public RoundId? StagedBy { get; init; }

    /// <summary>The result that waits for certification.</summary>
    public MergeResult? Staged { get; init; }
}
