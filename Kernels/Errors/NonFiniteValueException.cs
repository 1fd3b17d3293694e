using System.Globalization;

namespace Tapestry.Kernels.Errors;

/// <summary>A vector holds NaN or an infinity. Nothing was written: a non-finite value is never spread.</summary>
public sealed class NonFiniteValueException : ArithmeticException
{
    /// <summary>Names the vector, the first offending coordinate and what it holds.</summary>
    /// <param name="vector">What the vector is called where it was refused.</param>
    /// <param name="index">The first coordinate that is not finite.</param>
    /// <param name="value">NaN or an infinity.</param>
    public NonFiniteValueException(string vector, long index, float value)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"{vector}[{index}] is {value}; every coordinate must be finite."))
    {
        Vector = vector;
        Index = index;
        Value = value;
    }

    /// <summary>What the vector is called where it was refused.</summary>
    public string Vector { get; }

    /// <summary>The first coordinate that is not finite.</summary>
    public long Index { get; }

    /// <summary>NaN or an infinity.</summary>
    public float Value { get; }
}
