using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Optimizers;

/// <summary>
/// AdamW with decoupled weight decay and bias correction (Loshchilov and Hutter, 2019) over flat vectors, in one fused
/// pass. Every coordinate goes through the same IEEE 754 operations at any register width, and without
/// <see cref="AdamWOptions.RelativeEpsilon"/> no coordinate depends on another: any slicing of the vectors gives the same
/// bits. With it the vectors are one tensor's.
/// </summary>
public static class AdamW
{
    /// <summary>Takes one step in place.</summary>
    /// <param name="parameters">Parameters, fp32; updated.</param>
    /// <param name="gradients">Gradients of the loss, fp32, same length.</param>
    /// <param name="firstMoment">Running mean of the gradient, same length, zeros before step 1; updated.</param>
    /// <param name="secondMoment">Running mean of its square, same length, zeros before step 1; updated.</param>
    /// <param name="options">Hyperparameters.</param>
    /// <param name="learningRate">Learning rate of this step, finite, 0 or more.</param>
    /// <param name="step">Number of this step, from 1: it fixes the bias correction.</param>
    /// <param name="gradientScale">
    /// Multiplies each gradient as it is read, so that clipping by a norm costs no pass of its own; finite, 0 or more.
    /// </param>
    /// <exception cref="LengthMismatchException">The vectors differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="NonFiniteValueException">A gradient is NaN or infinite; nothing was updated.</exception>
    public static void Step(
        Span<float> parameters,
        ReadOnlySpan<float> gradients,
        Span<float> firstMoment,
        Span<float> secondMoment,
        in AdamWOptions options,
        float learningRate,
        long step,
        float gradientScale = 1f) =>
        Step(
            parameters, gradients, firstMoment, secondMoment, options, learningRate, step, gradientScale,
            SimdWidths.Widest);

    internal static void Step(
        Span<float> parameters,
        ReadOnlySpan<float> gradients,
        Span<float> firstMoment,
        Span<float> secondMoment,
        in AdamWOptions options,
        float learningRate,
        long step,
        float gradientScale,
        SimdWidth widest)
    {
        LengthMismatchException.ThrowUnlessEqual(gradients.Length, parameters.Length);
        LengthMismatchException.ThrowUnlessEqual(firstMoment.Length, parameters.Length);
        LengthMismatchException.ThrowUnlessEqual(secondMoment.Length, parameters.Length);
        options.Validate();
        ThrowUnlessFiniteAndNotNegative(learningRate, nameof(learningRate));
        ThrowUnlessFiniteAndNotNegative(gradientScale, nameof(gradientScale));
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        Finite.ThrowIfNot(gradients, nameof(gradients));

        var relative = options.RelativeEpsilon == 0
            ? 0 : options.RelativeEpsilon * RootMeanSquare(gradients, secondMoment, options.Beta2, step, gradientScale);
        var factors = AdamWFactors.Of(options, options.Epsilon + relative, learningRate, step, gradientScale);
        var kernel = new AdamWKernel(parameters, gradients, firstMoment, secondMoment, factors);
        Elementwise.Run(kernel, parameters.Length, widest);
    }

    /// <summary>Of the root of the corrected second moment that this step makes: the root of that moment's mean.</summary>
    private static double RootMeanSquare(
        ReadOnlySpan<float> gradients, ReadOnlySpan<float> secondMoment, float beta2, long step, float gradientScale)
    {
        if (gradients.IsEmpty)
        {
            return 0;
        }

        var squares = L2Norm.SumOfSquares(gradients) * gradientScale * gradientScale;
        var sum = (beta2 * L1Norm.Of(secondMoment)) + ((1.0 - beta2) * squares);
        return Math.Sqrt(sum / (gradients.Length * (1.0 - AdamWFactors.Power(beta2, step))));
    }

    private static void ThrowUnlessFiniteAndNotNegative(float value, string name)
    {
        if (value is not (>= 0 and < float.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite and not negative.");
        }
    }
}
