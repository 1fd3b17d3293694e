using System.Globalization;

namespace Tapestry.Kernels.OuterOptimizers;

/// <summary>The largest magnitudes of a step's inputs would let a result leave the range of fp32. Nothing was updated.</summary>
public sealed class OuterStepOverflowException : ArithmeticException
{
    /// <summary>Names the result and how large it could become.</summary>
    /// <param name="result">The vector that could overflow, such as <c>secondMoment</c>.</param>
    /// <param name="bound">The magnitude it could reach.</param>
    public OuterStepOverflowException(string result, double bound)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"{result} could reach {bound:E2}; a step must stay below {Limit:E2}. Clip the outer gradient or lower the learning rate."))
    {
        Result = result;
        Bound = bound;
    }

    /// <summary>Half the largest float: the other half covers the roundings of a step.</summary>
    public static double Limit => float.MaxValue / 2.0;

    /// <summary>The vector that could overflow.</summary>
    public string Result { get; }

    /// <summary>The magnitude it could reach.</summary>
    public double Bound { get; }

    internal static void ThrowUnlessBelow(string result, double bound)
    {
        if (!(bound < Limit))
        {
            throw new OuterStepOverflowException(result, bound);
        }
    }
}
