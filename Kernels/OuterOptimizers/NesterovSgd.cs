using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.OuterOptimizers;

/// <summary>
/// Outer SGD with Nesterov momentum on one shard: <c>m = mu m + g; p = p - lr (g + mu m)</c>, where g is the mean of
/// the sites' <c>start - end</c> (DiLoCo, Douillard et al., 2023). Fixed-order fp32 in which every multiply-add is
/// fused, so that anybody who repeats a merge gets the same bits on any hardware.
/// </summary>
public static class NesterovSgd
{
    /// <summary>Takes one outer step in place.</summary>
    /// <param name="parameters">The shard, fp32; updated.</param>
    /// <param name="outerGradient">Mean of start minus end over the sites, same length.</param>
    /// <param name="momentum">The shard's momentum, same length, zeros before the first step; updated.</param>
    /// <param name="options">Learning rate and momentum.</param>
    /// <exception cref="LengthMismatchException">The vectors differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A hyperparameter is outside its range.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate of an input is not finite; nothing was updated.</exception>
    /// <exception cref="OuterStepOverflowException">The step could leave the range of fp32; nothing was updated.</exception>
    public static void Step(
        Span<float> parameters, ReadOnlySpan<float> outerGradient, Span<float> momentum, in NesterovSgdOptions options) =>
        Step(parameters, outerGradient, momentum, options, SimdWidths.Widest);

    internal static void Step(
        Span<float> parameters,
        ReadOnlySpan<float> outerGradient,
        Span<float> momentum,
        in NesterovSgdOptions options,
        SimdWidth widest)
    {
        LengthMismatchException.ThrowUnlessEqual(outerGradient.Length, parameters.Length);
        LengthMismatchException.ThrowUnlessEqual(momentum.Length, parameters.Length);
        options.Validate();
        ThrowIfItCouldOverflow(parameters, outerGradient, momentum, options);
        Elementwise.Run(
            new NesterovKernel(parameters, outerGradient, momentum, options), parameters.Length, widest);
    }

    private static void ThrowIfItCouldOverflow(
        ReadOnlySpan<float> parameters,
        ReadOnlySpan<float> outerGradient,
        ReadOnlySpan<float> momentum,
        in NesterovSgdOptions options)
    {
        double gradient = LInfinityNorm.Of(outerGradient, nameof(outerGradient));
        var velocity = (options.Momentum * (double)LInfinityNorm.Of(momentum, nameof(momentum))) + gradient;
        OuterStepOverflowException.ThrowUnlessBelow(nameof(momentum), velocity);
        var direction = (options.Momentum * velocity) + gradient;
        OuterStepOverflowException.ThrowUnlessBelow(nameof(outerGradient), direction);
        OuterStepOverflowException.ThrowUnlessBelow(
            nameof(parameters),
            LInfinityNorm.Of(parameters, nameof(parameters)) + (options.LearningRate * direction));
    }
}
