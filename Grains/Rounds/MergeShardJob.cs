using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Rounds;

/// <summary>Payload of a merge job.</summary>
/// <param name="Round">The round.</param>
/// <param name="Shard">Shard index, from 0.</param>
public sealed record MergeShardJob(RoundId Round, int Shard)
{
    /// <summary>The job's kind; persisted, so it never changes.</summary>
    public const string Kind = "merge-shard";
}
