using Tapestry.Kernels.Rounding;

namespace Tapestry.Kernels.Backends;

/// <summary>Rounding that repeats what a backend does.</summary>
public static class KernelBackendRounding
{
    /// <inheritdoc cref="NormBoundedRounding.Round"/>
    public static uint RoundWithinNorm(
        this IKernelBackend backend,
        ReadOnlySpan<float> values,
        float scale,
        in RoundingDraw draw,
        in RoundingNormBound bound,
        Span<int> rounded,
        int maxAttempts = NormBoundedRounding.DefaultMaxAttempts)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxAttempts, 1);
        UInt128 sum = 0;
        for (var attempt = draw.Attempt; attempt - draw.Attempt < (uint)maxAttempts; attempt++)
        {
            backend.RoundStochastic(values, scale, draw with { Attempt = attempt }, rounded);
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
