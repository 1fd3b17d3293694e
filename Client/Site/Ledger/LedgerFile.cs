using Tapestry.Grains.Interfaces.Ledger;

namespace Tapestry.Client.Site.Ledger;

/// <summary>What a site's own record holds on disk.</summary>
internal sealed record LedgerFile
{
    public const int CurrentVersion = 1;

    public required int Version { get; init; }

    /// <summary>What left, by name of the dataset.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<LedgerCharge>> Datasets { get; init; }
}
