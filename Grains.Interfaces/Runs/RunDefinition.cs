using System.Text.Json.Serialization;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Secure;

namespace Tapestry.Grains.Interfaces.Runs;

/// <summary>Everything that defines a run; it never changes once the run is created.</summary>
public sealed record RunDefinition
{
    /// <summary>The run.</summary>
    public required RunId Run { get; init; }

    /// <summary>Whose run it is; the policy in force when the run is created governs it.</summary>
    public required ConsortiumId Consortium { get; init; }

    /// <summary>Sites that get tickets; each on the roster, none twice.</summary>
    public required IReadOnlyList<SiteId> Sites { get; init; }

    /// <summary>The starting base.</summary>
    public required BaseManifest InitialBase { get; init; }

    /// <summary>The blob with the model's <c>config.json</c>; opaque to the region.</summary>
    public required Sha256Digest ModelConfig { get; init; }

    /// <summary>Certified rounds wanted.</summary>
    public required int Rounds { get; init; }

    /// <summary>Local steps of each round.</summary>
    public required LocalStepPlan LocalSteps { get; init; }

    /// <summary>Inner learning rate.</summary>
    public required LearningRatePlan LearningRate { get; init; }

    /// <summary>The steps that sites take.</summary>
    public InnerOptimizerSettings Inner { get; init; } = new();

    /// <summary>The step that a merge takes.</summary>
    public required OuterOptimizerPlan Outer { get; init; }

    /// <summary>How contributions travel.</summary>
    public required EncodingKind Encoding { get; init; }

    /// <summary>Sequences in a local batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Tokens in a sequence.</summary>
    public required int SequenceLength { get; init; }

    /// <summary>Seeds every site's choice of batches.</summary>
    public required ulong DataSeed { get; init; }

    /// <summary>How long rounds wait.</summary>
    public required RoundDeadlines Deadlines { get; init; }

    /// <summary>How the members' updates are hidden from the region; null when they travel in the clear.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SecureAggregationPlan? Secure { get; init; }

    /// <summary>Abandoned rounds in a row after which the run fails.</summary>
    public int MaximumAbandonedInARow { get; init; } = 3;
}
