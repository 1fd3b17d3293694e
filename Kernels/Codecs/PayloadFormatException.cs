using System.Globalization;

namespace Tapestry.Kernels.Codecs;

/// <summary>A payload of the right length holds a field that its encoding does not allow. Nothing was written.</summary>
public sealed class PayloadFormatException : Exception
{
    /// <summary>Names the field, what it holds and what it may hold.</summary>
    /// <param name="field">The field, with its index where there are many.</param>
    /// <param name="value">What it holds.</param>
    /// <param name="expected">What the encoding allows.</param>
    public PayloadFormatException(string field, object value, string expected)
        : base(string.Create(CultureInfo.InvariantCulture, $"Payload: {field} is {value}; it must be {expected}."))
    {
        Field = field;
        Value = string.Create(CultureInfo.InvariantCulture, $"{value}");
        Expected = expected;
    }

    /// <summary>The field refused.</summary>
    public string Field { get; }

    /// <summary>What it holds.</summary>
    public string Value { get; }

    /// <summary>What the encoding allows.</summary>
    public string Expected { get; }
}
