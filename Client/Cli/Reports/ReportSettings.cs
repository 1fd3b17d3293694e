using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Client.Cli.Reports;

/// <summary>The settings of a run with every default resolved.</summary>
public sealed record ReportSettings
{
    /// <summary>The members in run order: language codes, or the names of the data folder's subfolders.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>Where the text came from.</summary>
    public required TextSource Data { get; init; }

    /// <summary>Name of the built-in model, or the file name of its configuration.</summary>
    public required string Model { get; init; }

    /// <summary>Rounds of the consortium.</summary>
    public required int Rounds { get; init; }

    /// <summary>Inner steps of every round; null when a schedule set them, see each round.</summary>
    public int? LocalSteps { get; init; }

    /// <summary>Steps of each Sovereign Model's private training.</summary>
    public required int PrivateSteps { get; init; }

    /// <summary>How updates travelled.</summary>
    public required EncodingKind Encoding { get; init; }

    /// <summary>What a member's share in a merge was proportional to.</summary>
    public required WeightRule Weights { get; init; }

    /// <summary>Whether alone and pooled models were trained for comparison.</summary>
    public required bool Baselines { get; init; }
}
