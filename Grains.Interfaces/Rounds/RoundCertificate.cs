using System.Text.Json.Serialization;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Secure;

namespace Tapestry.Grains.Interfaces.Rounds;

/// <summary>What a certified round took and made: enough to repeat its merge.</summary>
public sealed record RoundCertificate
{
    /// <summary>The round.</summary>
    public required RoundId Round { get; init; }

    /// <summary>SHA-256 of the ticket.</summary>
    public required Sha256Digest Ticket { get; init; }

    /// <summary>Version of the governing policy.</summary>
    public required int PolicyVersion { get; init; }

    /// <summary>Digest of the base before.</summary>
    public required Sha256Digest BaseBefore { get; init; }

    /// <summary>Digest of the base after.</summary>
    public required Sha256Digest BaseAfter { get; init; }

    /// <summary>Sites that were merged, with weights and frames.</summary>
    public required IReadOnlyList<CohortMember> Merged { get; init; }

    /// <summary>The shards after the merge.</summary>
    public required IReadOnlyList<ShardVersion> Outputs { get; init; }

    /// <summary>The outer optimizer's state of each shard before the merge, by index; null before the first step.</summary>
    public required IReadOnlyList<Sha256Digest?> OptimizerStatesBefore { get; init; }

    /// <summary>The same after it; null where it keeps none.</summary>
    public required IReadOnlyList<Sha256Digest?> OptimizerStatesAfter { get; init; }

    /// <summary>How the sum was unmasked; null for a round in the clear.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SecureCertificate? Secure { get; init; }
}
