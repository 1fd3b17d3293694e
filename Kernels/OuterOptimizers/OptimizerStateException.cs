using System.Globalization;

namespace Tapestry.Kernels.OuterOptimizers;

/// <summary>A second moment is negative, which no step produces. Nothing was updated.</summary>
public sealed class OptimizerStateException : ArgumentException
{
    /// <summary>Names the coordinate and what it holds.</summary>
    /// <param name="index">The first coordinate of the second moment that is negative.</param>
    /// <param name="value">What it holds.</param>
    public OptimizerStateException(long index, float value)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"secondMoment[{index}] is {value:R}; a second moment is 0 or more. The state is damaged or another optimizer's: restore it or initialize it anew."))
    {
        Index = index;
        Value = value;
    }

    /// <summary>The first coordinate that is negative.</summary>
    public long Index { get; }

    /// <summary>What it holds.</summary>
    public float Value { get; }
}
