using System.Globalization;

namespace Tapestry.Kernels.Errors;

/// <summary>A finite coordinate is too large for the format it was to be written in. Nothing was written.</summary>
public sealed class ValueOutOfRangeException : ArithmeticException
{
    /// <summary>Names the coordinate, what it holds and what the format holds.</summary>
    /// <param name="format">The format, such as <c>bf16</c>.</param>
    /// <param name="index">The first coordinate that does not fit.</param>
    /// <param name="value">What it holds.</param>
    /// <param name="limit">The largest magnitude that fits.</param>
    public ValueOutOfRangeException(string format, long index, float value, float limit)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"Coordinate {index} is {value:R}; {format} holds magnitudes up to {limit:R}. Clip the update, or send fp32."))
    {
        Index = index;
        Value = value;
        Limit = limit;
    }

    /// <summary>The first coordinate that does not fit.</summary>
    public long Index { get; }

    /// <summary>What it holds.</summary>
    public float Value { get; }

    /// <summary>The largest magnitude that fits.</summary>
    public float Limit { get; }
}
