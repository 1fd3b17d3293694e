using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Grains.Interfaces.Shards.Events;

/// <summary>Audit event: the staged version is the current one.</summary>
public sealed record ShardPublished(RoundId Round, ShardVersion Version);
