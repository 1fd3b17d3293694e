using Tapestry.Grains.Interfaces.Consortium;

namespace Tapestry.Grains.Interfaces.Runs;

/// <summary>A run as it stands.</summary>
public sealed record RunView
{
    /// <summary>What defines it.</summary>
    public required RunDefinition Definition { get; init; }

    /// <summary>The charter policy that governs it.</summary>
    public required CharterPolicy Policy { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunPhase Phase { get; init; }

    /// <summary>The number of the latest round opened; 0 before the first.</summary>
    public required int LatestRound { get; init; }

    /// <summary>Rounds certified so far.</summary>
    public required int CertifiedRounds { get; init; }

    /// <summary>Local steps of the certified rounds together.</summary>
    public required long CertifiedSteps { get; init; }

    /// <summary>The Shared Base: that of the last certified round.</summary>
    public required BaseManifest Base { get; init; }

    /// <summary>Why the run failed or was stopped.</summary>
    public string? Reason { get; init; }
}
