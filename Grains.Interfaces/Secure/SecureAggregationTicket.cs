using System.Text.Json.Serialization;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Secure;

/// <summary>What a ticket says of the round's secure aggregation: all that is public before the cohort is fixed.</summary>
public sealed record SecureAggregationTicket
{
    /// <summary>Bits of a coordinate on the wire.</summary>
    public required int BitsPerCoordinate { get; init; }

    /// <summary>Largest L2 norm of a member's whole update, residual included.</summary>
    public required double ClipNorm { get; init; }

    /// <summary>What the integer 1 stands for in each shard, in units of the weighted update; by shard index.</summary>
    public required IReadOnlyList<float> Granularities { get; init; }

    /// <summary>The 32 public bytes that decide the signs of the rotation.</summary>
    public required Sha256Digest RotationSeed { get; init; }

    /// <summary>Share of the cohort that may drop out without ending the round, in thousandths.</summary>
    public required int DropoutPerMille { get; init; }

    /// <summary>Share of the cohort that may collude with the operator, in thousandths.</summary>
    public required int CorruptionPerMille { get; init; }

    /// <summary>The masking graph of all invited sites and its failure bound; null in tickets of before it was shown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MaskingGraphNotice? Graph { get; init; }

    /// <summary>How long each step of the protocol waits.</summary>
    public required TimeSpan StepDeadline { get; init; }

    /// <summary>Handshakes that the round may begin.</summary>
    public required int MaximumAttempts { get; init; }

    /// <summary>Public identity keys of the invited sites, as the roster holds them.</summary>
    public required IReadOnlyDictionary<SiteId, IdentityKey> IdentityKeys { get; init; }

    /// <summary>Numbers that only their sum leaves; they travel masked after the last shard.</summary>
    public required IReadOnlyList<SideValue> SideValues { get; init; }

    /// <summary>Noise that every member adds; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SiteLevelNoise? Noise { get; init; }
}
