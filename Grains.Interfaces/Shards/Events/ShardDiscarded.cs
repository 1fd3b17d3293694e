using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Shards.Events;

/// <summary>Audit event: the staged version of an abandoned round was dropped.</summary>
public sealed record ShardDiscarded(RoundId Round);
