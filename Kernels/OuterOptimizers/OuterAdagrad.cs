using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.OuterOptimizers;

/// <summary>
/// FedAdagrad as published (Reddi et al., 2021, algorithm 2 with the paper's beta1 = 0): steps shrink with the sum of all
/// squared outer gradients, which starts at tau^2. The state is that sum.
/// </summary>
/// <remarks>In fp32: <c>v = fma(g, g, v); p = fma(-lr, g / (sqrt(v) + tau), p)</c>.</remarks>
public sealed class OuterAdagrad : IOuterOptimizer
{
    private readonly OuterAdagradOptions options;

    /// <summary>Adagrad with its hyperparameters.</summary>
    /// <param name="options">Learning rate and tau.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyperparameter is outside its range.</exception>
    public OuterAdagrad(OuterAdagradOptions options)
    {
        options.Validate();
        this.options = options;
    }

    /// <inheritdoc/>
    public string Name => "fedadagrad";

    /// <inheritdoc/>
    public int StateVectors => 1;

    /// <inheritdoc/>
    public void InitializeState(Span<float> state) => state.Fill(options.Tau * options.Tau);

    /// <inheritdoc/>
    public void Update(Span<float> parameters, ReadOnlySpan<float> outerGradient, Span<float> state, long stepNumber) =>
        Update(parameters, outerGradient, state, stepNumber, SimdWidths.Widest);

    internal void Update(
        Span<float> parameters, ReadOnlySpan<float> outerGradient, Span<float> state, long stepNumber, SimdWidth widest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stepNumber, 1);
        LengthMismatchException.ThrowUnlessEqual(outerGradient.Length, parameters.Length);
        LengthMismatchException.ThrowUnlessEqual(state.Length, parameters.Length);
        double gradient = LInfinityNorm.Of(outerGradient, nameof(outerGradient));
        OuterStepOverflowException.ThrowUnlessBelow("secondMoment", SecondMoment.Largest(state) + (gradient * gradient));
        OuterStepOverflowException.ThrowUnlessBelow(
            nameof(parameters),
            LInfinityNorm.Of(parameters, nameof(parameters)) + (options.LearningRate * gradient / options.Tau));
        Elementwise.Run(new AdagradKernel(parameters, outerGradient, state, options), parameters.Length, widest);
    }
}
