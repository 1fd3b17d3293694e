using System.Text.Json.Serialization;

namespace Tapestry.Grains.Interfaces.Identity;

/// <summary>Names a site: where one member trains.</summary>
[JsonConverter(typeof(StringIdJsonConverter<SiteId>))]
public readonly record struct SiteId : IStringId<SiteId>
{
    private readonly string? value;

    /// <summary>Validates and wraps a name.</summary>
    /// <exception cref="InvalidIdException">The text breaks the naming rule.</exception>
    public SiteId(string text) => value = IdRule.Check("Site id", text);

    /// <inheritdoc/>
    public string Value => value ?? "";

    /// <inheritdoc/>
    public static SiteId Parse(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
