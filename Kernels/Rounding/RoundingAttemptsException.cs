using System.Globalization;

namespace Tapestry.Kernels.Rounding;

/// <summary>No drawing of the rounding was within the norm bound. The destination was cleared.</summary>
public sealed class RoundingAttemptsException : ArithmeticException
{
    /// <summary>Names attempts, the last sum of squares and the bound.</summary>
    /// <param name="attempts">Drawings made.</param>
    /// <param name="sumOfSquares">Sum of squares of the last one.</param>
    /// <param name="maxSumOfSquares">The largest that is accepted.</param>
    public RoundingAttemptsException(int attempts, UInt128 sumOfSquares, UInt128 maxSumOfSquares)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"After {attempts} drawings the sum of squares is {sumOfSquares}, above the bound {maxSumOfSquares}; clip the vector to the norm that the bound was computed for."))
    {
        Attempts = attempts;
        SumOfSquares = sumOfSquares;
        MaxSumOfSquares = maxSumOfSquares;
    }

    /// <summary>Drawings made.</summary>
    public int Attempts { get; }

    /// <summary>Sum of squares of the last one.</summary>
    public UInt128 SumOfSquares { get; }

    /// <summary>The largest that is accepted.</summary>
    public UInt128 MaxSumOfSquares { get; }
}
