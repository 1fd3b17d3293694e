using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Grains.Interfaces.Shards.Events;

/// <summary>Audit event: the shard has its starting version.</summary>
public sealed record ShardInitialized(ShardVersion Version);
