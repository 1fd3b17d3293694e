using System.Text.Json.Serialization;

namespace Tapestry.Grains.Interfaces.Identity;

/// <summary>Names a run: one training of a Shared Base.</summary>
[JsonConverter(typeof(StringIdJsonConverter<RunId>))]
public readonly record struct RunId : IStringId<RunId>
{
    private readonly string? value;

    /// <summary>Validates and wraps a name.</summary>
    /// <exception cref="InvalidIdException">The text breaks the naming rule.</exception>
    public RunId(string text) => value = IdRule.Check("Run id", text);

    /// <inheritdoc/>
    public string Value => value ?? "";

    /// <inheritdoc/>
    public static RunId Parse(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
