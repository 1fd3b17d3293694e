using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Rounds.Events;

/// <summary>Audit event: a shard of a contribution arrived.</summary>
public sealed record ContributionReceived(SiteId Site, int Shard, ReceivedFrame Frame);
