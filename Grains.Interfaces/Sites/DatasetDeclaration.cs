using System.Text.Json.Serialization;
using Tapestry.Grains.Interfaces.Ledger;

namespace Tapestry.Grains.Interfaces.Sites;

/// <summary>What a site tells of its data: labels, never content.</summary>
public sealed record DatasetDeclaration
{
    /// <summary>Name of the dataset, such as a language tag; 1 to 64 characters.</summary>
    public required string Name { get; init; }

    /// <summary>How far it may be used.</summary>
    public required DataCategory Category { get; init; }

    /// <summary>Whose law governs it, such as a country code; empty when none is declared.</summary>
    public string Jurisdiction { get; init; } = "";

    /// <summary>What the members' data subjects or owners agreed to, such as an ethics vote's number; null when none is named.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Consent { get; init; }

    /// <summary>The most that all releases from it may cost together, over all runs; null for no limit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PrivacyBudget? Budget { get; init; }
}
