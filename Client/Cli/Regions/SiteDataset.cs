using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Sites;

namespace Tapestry.Client.Cli.Regions;

/// <summary>One of a member's datasets and the law that governs it.</summary>
internal sealed record SiteDataset
{
    public required DatasetDeclaration Declaration { get; init; }

    /// <summary>Folder of UTF-8 text files.</summary>
    public required string Path { get; init; }

    /// <summary>Runs that it may serve; null for any.</summary>
    public IReadOnlyList<RunId>? Runs { get; init; }

    public PrivacyBudget? Budget { get; init; }

    /// <summary>Whether a run may have it; what is private serves none.</summary>
    public bool Serves(RunId run) => Declaration.Category != DataCategory.Private && Runs?.Contains(run) != false;
}
