using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Grains.Runs;

/// <summary>Durable state of a run, version 1.</summary>
public sealed record RunState
{
    /// <summary>What defines the run; null until created.</summary>
    public RunDefinition? Definition { get; init; }

    /// <summary>The charter policy when the run was created.</summary>
    public CharterPolicy? Policy { get; init; }

    /// <summary>Where it stands.</summary>
    public RunPhase Phase { get; init; }

    /// <summary>Number of the latest round.</summary>
    public int LatestRound { get; init; }

    /// <summary>Rounds certified.</summary>
    public int CertifiedRounds { get; init; }

    /// <summary>Local steps of the certified rounds.</summary>
    public long CertifiedSteps { get; init; }

    /// <summary>Abandoned rounds since the last certified one.</summary>
    public int AbandonedInARow { get; init; }

    /// <summary>The Shared Base.</summary>
    public BaseManifest? Base { get; init; }

    /// <summary>Why the run failed or was stopped.</summary>
    public string? Reason { get; init; }
}
