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
        return NormBoundedRounding.Round(
            new BackendRounder(backend), values, scale, draw, bound, rounded, maxAttempts);
    }

    private readonly struct BackendRounder(IKernelBackend backend) : IStochasticRounder
    {
        public void Round(ReadOnlySpan<float> values, float scale, in RoundingDraw draw, Span<int> rounded) =>
            backend.RoundStochastic(values, scale, draw, rounded);
    }
}
