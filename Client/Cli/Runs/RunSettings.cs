using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Training.Models;

namespace Tapestry.Client.Cli.Runs;

/// <summary>What <c>run.yaml</c> says; the rest of a run's definition follows from it as in the demo.</summary>
internal sealed record RunSettings
{
    public required RunId Run { get; init; }

    public required ConsortiumId Consortium { get; init; }

    public required IReadOnlyList<SiteId> Sites { get; init; }

    public required ModelConfig Model { get; init; }

    public required int Rounds { get; init; }

    /// <summary>Inner steps of every round; null for the demo's schedule.</summary>
    public int? LocalSteps { get; init; }

    public required int Seed { get; init; }

    public required EncodingKind Encoding { get; init; }

    /// <summary>Bits of a coordinate in secure rounds; null for rounds in the clear.</summary>
    public int? SecureBits { get; init; }

    public required RoundDeadlines Deadlines { get; init; }
}
