using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;

namespace Tapestry.Grains.Interfaces.Shards.Events;

/// <summary>Audit event: a merged version waits for certification.</summary>
public sealed record ShardStaged(RoundId Round, MergeResult Result);
