using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Identity;
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

    /// <summary>Identity keys of the run's sites when it was created; null for a run in the clear.</summary>
    public IReadOnlyDictionary<SiteId, IdentityKey>? IdentityKeys { get; init; }

    /// <summary>How large the last merged mean update of a secure run was; null before the first.</summary>
    public MeanUpdateSize? LastMean { get; init; }

    /// <summary>Why the run failed or was stopped.</summary>
    public string? Reason { get; init; }
}
