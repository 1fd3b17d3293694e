using System.Text.Json.Serialization;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Secure;

namespace Tapestry.Grains.Interfaces.Rounds;

/// <summary>What a round asks of a site; a site checks it against its own policy before it trains.</summary>
public sealed record RoundTicket
{
    /// <summary>The round.</summary>
    public required RoundId Round { get; init; }

    /// <summary>The charter policy that governs the round.</summary>
    public required CharterPolicy Policy { get; init; }

    /// <summary>The base to start from.</summary>
    public required BaseManifest Base { get; init; }

    /// <summary>The blob with the model's <c>config.json</c>.</summary>
    public required Sha256Digest ModelConfig { get; init; }

    /// <summary>Sites that may take part, in ordinal order.</summary>
    public required IReadOnlyList<SiteId> Invited { get; init; }

    /// <summary>Local steps (H).</summary>
    public required int LocalSteps { get; init; }

    /// <summary>Local steps of the certified rounds before this one: where the learning rate stands.</summary>
    public required long FirstStep { get; init; }

    /// <summary>Inner learning rate.</summary>
    public required LearningRatePlan LearningRate { get; init; }

    /// <summary>How inner steps are taken.</summary>
    public InnerOptimizerSettings Inner { get; init; } = new();

    /// <summary>Sequences in a batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Tokens in a sequence.</summary>
    public required int SequenceLength { get; init; }

    /// <summary>Seeds the choice of batches, with the site's id and the step.</summary>
    public required ulong DataSeed { get; init; }

    /// <summary>How contributions travel.</summary>
    public required EncodingKind Encoding { get; init; }

    /// <summary>What the round releases of each site that is merged.</summary>
    [JsonIgnore]
    public LedgerRelease Release => new(Secure?.Noise?.Mechanism as ReleaseMechanism ?? new NoiseFreeRelease());

    /// <summary>The step that the merge takes.</summary>
    public required OuterOptimizerSettings Outer { get; init; }

    /// <summary>How long the round waits.</summary>
    public required RoundDeadlines Deadlines { get; init; }

    /// <summary>How the members' updates are hidden; null when they travel in the clear.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SecureAggregationTicket? Secure { get; init; }
}
