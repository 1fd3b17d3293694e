using System.Text.Json.Serialization;

namespace Tapestry.Grains.Interfaces.Identity;

/// <summary>Names a consortium.</summary>
[JsonConverter(typeof(StringIdJsonConverter<ConsortiumId>))]
public readonly record struct ConsortiumId : IStringId<ConsortiumId>
{
    private readonly string? value;

    /// <summary>Validates and wraps a name.</summary>
    /// <exception cref="InvalidIdException">The text breaks the naming rule.</exception>
    public ConsortiumId(string text) => value = IdRule.Check("Consortium id", text);

    /// <inheritdoc/>
    public string Value => value ?? "";

    /// <inheritdoc/>
    public static ConsortiumId Parse(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
