using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Rounds;

/// <summary>One site's encoded update of one shard, already stored as a blob and checked.</summary>
/// <param name="Site">The site.</param>
/// <param name="Shard">Shard index, from 0.</param>
/// <param name="Frame">The stored frame.</param>
public sealed record Contribution(SiteId Site, int Shard, ReceivedFrame Frame);
