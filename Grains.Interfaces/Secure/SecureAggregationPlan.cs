using System.Text.Json.Serialization;

namespace Tapestry.Grains.Interfaces.Secure;

/// <summary>How a run's rounds hide the members' updates from the region: docs/protocols/secure-aggregation.md.</summary>
public sealed record SecureAggregationPlan
{
    /// <summary>Bits of a coordinate on the wire, 2 to 32; sums are taken mod 2^b.</summary>
    public required int BitsPerCoordinate { get; init; }

    /// <summary>Largest L2 norm of a member's whole update, residual included; finite, above 0.</summary>
    public required double ClipNorm { get; init; }

    /// <summary>Share of the cohort that may drop out without ending the round, in thousandths; above 333 nothing is gained.</summary>
    public int DropoutPerMille { get; init; } = 333;

    /// <summary>Share of the cohort that may collude with the operator, in thousandths; at most 333.</summary>
    public int CorruptionPerMille { get; init; } = 333;

    /// <summary>How long each step of the protocol waits for the members that have not answered.</summary>
    public required TimeSpan StepDeadline { get; init; }

    /// <summary>Handshakes that one round may begin, 1 to 64.</summary>
    public int MaximumAttempts { get; init; } = 3;

    /// <summary>Noise that every member adds for differential privacy of whole members; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SiteLevelNoise? Noise { get; init; }
}
