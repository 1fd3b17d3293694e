using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Verification;

/// <summary>Whether a merge, done again, gives what a certificate says.</summary>
/// <param name="Round">The round.</param>
/// <param name="Shards">Shards recomputed.</param>
/// <param name="Difference">The first shard that differs; null when all are equal.</param>
public sealed record RoundVerdict(RoundId Round, int Shards, ShardDifference? Difference)
{
    /// <summary>Whether every shard has the same bytes.</summary>
    public bool IsEqual => Difference is null;
}
