using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Secure;

namespace Tapestry.Grains.Interfaces.Rounds;

/// <summary>Everything a merge job needs for one shard; a function of the round's committed state.</summary>
public sealed record MergePlan
{
    /// <summary>The round.</summary>
    public required RoundId Round { get; init; }

    /// <summary>The shard before the merge.</summary>
    public required ShardVersion Shard { get; init; }

    /// <summary>The outer optimizer's state; null before the first step.</summary>
    public Sha256Digest? OptimizerState { get; init; }

    /// <summary>Contributions in the order of summation: ordinal order of site ids.</summary>
    public required IReadOnlyList<WeightedContribution> Contributions { get; init; }

    /// <summary>How the contributions are encoded.</summary>
    public required EncodingKind Encoding { get; init; }

    /// <summary>The outer step.</summary>
    public required OuterOptimizerSettings Outer { get; init; }

    /// <summary>How masked contributions are unmasked; null for contributions in the clear.</summary>
    public SecureMergePlan? Secure { get; init; }
}
