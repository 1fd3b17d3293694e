using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Rounds.Events;

/// <summary>Audit event: no further contribution counts.</summary>
public sealed record ContributionsClosed(IReadOnlyList<SiteId> Merged, IReadOnlyList<SiteId> Dropped);
