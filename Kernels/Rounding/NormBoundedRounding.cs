using Tapestry.Kernels.Errors;

namespace Tapestry.Kernels.Rounding;

/// <summary>
/// Stochastic rounding drawn again, with attempt 0, 1, 2, ... of its draw, until the exact sum of squares is within a
/// bound: the conditional rounding of the distributed discrete Gaussian.
/// </summary>
public static class NormBoundedRounding
{
    /// <summary>Drawings before giving up unless another number is asked for. With bias exp(-1/2) all fail once in 10^13.</summary>
    public const int DefaultMaxAttempts = 64;

    /// <summary>Rounds and returns the attempt that was taken, from 0.</summary>
    /// <param name="values">The vector, fp32.</param>
    /// <param name="scale">Steps a unit, finite, above 0; the product must stay below 2^31 - 1 in magnitude.</param>
    /// <param name="draw">The random numbers; its attempt is the first tried.</param>
    /// <param name="bound">The norm bound of the whole vector.</param>
    /// <param name="rounded">Receives the integers, as many.</param>
    /// <param name="maxAttempts">Most drawings, 1 or more.</param>
    /// <param name="cores">Most cores to use.</param>
    /// <exception cref="LengthMismatchException">The destination has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; the destination was cleared.</exception>
    /// <exception cref="RoundingRangeException">A product is too large; the destination was cleared.</exception>
    /// <exception cref="RoundingAttemptsException">No drawing was within the bound; the destination was cleared.</exception>
    public static uint Round(
        ReadOnlySpan<float> values,
        float scale,
        in RoundingDraw draw,
        in RoundingNormBound bound,
        Span<int> rounded,
        int maxAttempts = DefaultMaxAttempts,
        int cores = 1) =>
        Round(new ProcessorRounder(cores), values, scale, draw, bound, rounded, maxAttempts);

    internal static uint Round<TRounder>(
        TRounder rounder,
        ReadOnlySpan<float> values,
        float scale,
        in RoundingDraw draw,
        in RoundingNormBound bound,
        Span<int> rounded,
        int maxAttempts)
        where TRounder : struct, IStochasticRounder
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxAttempts, 1);
        UInt128 sum = 0;
        for (var attempt = draw.Attempt; attempt - draw.Attempt < (uint)maxAttempts; attempt++)
        {
            rounder.Round(values, scale, draw with { Attempt = attempt }, rounded);
            sum = IntegerNorm.SumOfSquares(rounded);
            if (sum <= bound.MaxSumOfSquares)
            {
                return attempt;
            }
        }

        rounded.Clear();
        throw new RoundingAttemptsException(maxAttempts, sum, bound.MaxSumOfSquares);
    }
}
