using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.OuterOptimizers;

/// <summary>
/// FedYogi as published (Reddi et al., 2021, algorithm 2): Adam whose second moment moves by at most the newest square
/// (Zaheer et al., 2018). No bias correction; v starts at tau^2. The state is m, then v.
/// </summary>
/// <remarks>
/// In fp32: <c>s = g*g; m = fma(beta1, m, r1*g); v = fma(r2 * sign(s - v), s, v); p = fma(-lr, m / (sqrt(v) + tau), p)</c> with
/// r1 = 1 - beta1, r2 = 1 - beta2 computed in double and rounded once.
/// </remarks>
public sealed class OuterYogi : IOuterOptimizer
{
    private readonly AdaptiveOptions options;

    /// <summary>Yogi with its hyperparameters.</summary>
    /// <param name="options">Learning rate, betas and tau.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyperparameter is outside its range.</exception>
    public OuterYogi(AdaptiveOptions options)
    {
        options.Validate();
        this.options = options;
    }

    /// <inheritdoc/>
    public string Name => "fedyogi";

    /// <inheritdoc/>
    public int StateVectors => AdaptiveStep.StateVectors;

    /// <inheritdoc/>
    public void InitializeState(Span<float> state) => AdaptiveStep.Initialize(state, options.Tau * options.Tau);

    /// <inheritdoc/>
    public void Update(Span<float> parameters, ReadOnlySpan<float> outerGradient, Span<float> state, long stepNumber) =>
        Update(parameters, outerGradient, state, stepNumber, SimdWidths.Widest);

    internal void Update(
        Span<float> parameters, ReadOnlySpan<float> outerGradient, Span<float> state, long stepNumber, SimdWidth widest)
    {
        var factors = AdaptiveFactors.Of(options, stepNumber, biasCorrection: false);
        AdaptiveStep.Take<YogiSecondMoment>(parameters, outerGradient, state, factors, widest);
    }
}
