using System.Text.Json.Serialization;

namespace Tapestry.Grains.Interfaces.Secure;

/// <summary>
/// Who will mask and share with whom if every invited site joins the cohort. A smaller cohort's own numbers are in the
/// parameters that its members sign; every site plans them again and compares.
/// </summary>
public sealed record MaskingGraphNotice
{
    /// <summary>Sites that this is for: all invited ones.</summary>
    public required int Members { get; init; }

    /// <summary>Fewest survivors.</summary>
    public required int Threshold { get; init; }

    /// <summary>Neighbours of every member, k; one less than the members in the complete graph.</summary>
    public required int Neighbours { get; init; }

    /// <summary>Shares that recover a member's secret.</summary>
    public required int ShareThreshold { get; init; }

    /// <summary>The graph fails a round with probability at most 2 to the minus this; null where nothing is left to chance.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? FailureBits { get; init; }
}
