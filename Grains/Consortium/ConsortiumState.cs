using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Consortium;

/// <summary>Durable state of a consortium, version 1.</summary>
public sealed record ConsortiumState
{
    /// <summary>The policy in force; null until founded.</summary>
    public CharterPolicy? Policy { get; init; }

    /// <summary>The roster, in ordinal order of site ids.</summary>
    public IReadOnlyList<Member> Members { get; init; } = [];

    /// <summary>Names that were removed and not admitted again, latest last; null when there are none.</summary>
    public IReadOnlyList<SiteId>? Removed { get; init; }
}
