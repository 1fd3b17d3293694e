using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.OuterOptimizers;

/// <summary>The step that Adam and Yogi share: checks everything, then updates in one pass.</summary>
internal static class AdaptiveStep
{
    /// <summary>First moment, then second moment.</summary>
    public const int StateVectors = 2;

    public static void Initialize(Span<float> state, float secondMoment)
    {
        var half = state.Length / StateVectors;
        LengthMismatchException.ThrowUnlessEqual(state.Length, (long)half * StateVectors);
        state[..half].Clear();
        state[half..].Fill(secondMoment);
    }

    public static void Take<TRule>(
        Span<float> parameters,
        ReadOnlySpan<float> outerGradient,
        Span<float> state,
        in AdaptiveFactors factors,
        SimdWidth widest)
        where TRule : struct, ISecondMomentRule
    {
        LengthMismatchException.ThrowUnlessEqual(outerGradient.Length, parameters.Length);
        LengthMismatchException.ThrowUnlessEqual(state.Length, (long)parameters.Length * StateVectors);
        var firstMoment = state[..parameters.Length];
        var secondMoment = state[parameters.Length..];
        ThrowIfItCouldOverflow(parameters, outerGradient, firstMoment, secondMoment, factors);
        Elementwise.Run(
            new AdaptiveKernel<TRule>(parameters, outerGradient, firstMoment, secondMoment, factors),
            parameters.Length,
            widest);
    }

    // Bounds from the largest magnitudes: v <= v + g^2, |m| <= max(|m|, |g|), and the root in the denominator is >= 0.
    private static void ThrowIfItCouldOverflow(
        ReadOnlySpan<float> parameters,
        ReadOnlySpan<float> outerGradient,
        ReadOnlySpan<float> firstMoment,
        ReadOnlySpan<float> secondMoment,
        in AdaptiveFactors factors)
    {
        double gradient = LInfinityNorm.Of(outerGradient, nameof(outerGradient));
        double first = Math.Max(LInfinityNorm.Of(firstMoment, nameof(firstMoment)), gradient);
        var second = SecondMoment.Largest(secondMoment) + (gradient * gradient);
        OuterStepOverflowException.ThrowUnlessBelow(nameof(secondMoment), second);
        OuterStepOverflowException.ThrowUnlessBelow(
            nameof(parameters),
            LInfinityNorm.Of(parameters, nameof(parameters)) - (factors.NegativeStepSize * first / factors.Tau));
    }
}
