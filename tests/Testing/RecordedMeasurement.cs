using System.Globalization;

namespace Tapestry.Testing;

/// <summary>One value that an instrument reported.</summary>
/// <param name="Instrument">Its name.</param>
/// <param name="Value">The value.</param>
/// <param name="Attributes">What it was reported with.</param>
public sealed record RecordedMeasurement(string Instrument, double Value, IReadOnlyDictionary<string, object?> Attributes)
{
    /// <summary>An attribute as text; null without it.</summary>
    public string? this[string attribute] => Attributes.TryGetValue(attribute, out var value)
        ? Convert.ToString(value, CultureInfo.InvariantCulture)
        : null;
}
