namespace Tapestry.Grains.Interfaces.Rounds.Events;

/// <summary>Audit event: a shard was merged and waits for certification.</summary>
public sealed record ShardMerged(MergeResult Result);
