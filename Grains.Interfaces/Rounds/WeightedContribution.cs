using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Rounds;

/// <summary>A contribution and its influence on the merge.</summary>
/// <param name="Site">The site.</param>
/// <param name="Weight">Governed weight; the weights of a plan add up to exactly 1.</param>
/// <param name="Frame">The encoded frame's blob.</param>
public sealed record WeightedContribution(SiteId Site, decimal Weight, Sha256Digest Frame);
