using System.Globalization;

namespace Tapestry.Kernels.Rounding;

/// <summary>A coordinate times the scale is beyond the integers that it was to be rounded to.</summary>
public sealed class RoundingRangeException : ArithmeticException
{
    /// <summary>Names the coordinate, the scale and the limit.</summary>
    /// <param name="index">The first coordinate that does not fit.</param>
    /// <param name="value">What it is.</param>
    /// <param name="scale">What it is multiplied by.</param>
    /// <param name="limit">The largest magnitude of the product.</param>
    public RoundingRangeException(long index, float value, float scale, long limit)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"values[{index}] is {value}, times scale {scale} beyond the limit {limit}; use a smaller scale, a tighter clip or more bits."))
    {
        Index = index;
        Value = value;
        Scale = scale;
        Limit = limit;
    }

    /// <summary>The first coordinate that does not fit.</summary>
    public long Index { get; }

    /// <summary>What it is.</summary>
    public float Value { get; }

    /// <summary>What it is multiplied by.</summary>
    public float Scale { get; }

    /// <summary>The largest magnitude of the product.</summary>
    public long Limit { get; }
}
