using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.OuterOptimizers;

/// <summary>
/// Adam on the outer gradient g. Without bias correction it is FedAdam as published (Reddi et al., 2021, algorithm 2), and
/// v starts at tau^2; with it, it is Adam as published (Kingma and Ba, 2015, algorithm 1), and v starts at 0. The state is m,
/// then v.
/// </summary>
/// <remarks>
/// In fp32: <c>m = fma(beta1, m, r1*g); v = fma(beta2, v, r2*(g*g)); p = fma(-lr', m / fma(sqrt(v), c, tau), p)</c> with
/// r1 = 1 - beta1, r2 = 1 - beta2, and lr' = lr, c = 1, or with bias correction at step t lr' = lr / (1 - beta1^t),
/// c = 1 / sqrt(1 - beta2^t), all computed in double and rounded once.
/// </remarks>
public sealed class OuterAdam : IOuterOptimizer
{
    private readonly AdaptiveOptions options;
    private readonly bool biasCorrection;

    /// <summary>Adam with its hyperparameters.</summary>
    /// <param name="options">Learning rate, betas and tau (Adam's epsilon).</param>
    /// <param name="biasCorrection">Whether moments are corrected for their start at 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyperparameter is outside its range.</exception>
    public OuterAdam(AdaptiveOptions options, bool biasCorrection = false)
    {
        options.Validate();
        this.options = options;
        this.biasCorrection = biasCorrection;
    }

    /// <inheritdoc/>
    public string Name => biasCorrection ? "adam" : "fedadam";

    /// <inheritdoc/>
    public int StateVectors => AdaptiveStep.StateVectors;

    /// <inheritdoc/>
    public void InitializeState(Span<float> state) =>
        AdaptiveStep.Initialize(state, biasCorrection ? 0f : options.Tau * options.Tau);

    /// <inheritdoc/>
    public void Update(Span<float> parameters, ReadOnlySpan<float> outerGradient, Span<float> state, long stepNumber) =>
        Update(parameters, outerGradient, state, stepNumber, SimdWidths.Widest);

    internal void Update(
        Span<float> parameters, ReadOnlySpan<float> outerGradient, Span<float> state, long stepNumber, SimdWidth widest)
    {
        var factors = AdaptiveFactors.Of(options, stepNumber, biasCorrection);
        AdaptiveStep.Take<AdamSecondMoment>(parameters, outerGradient, state, factors, widest);
    }
}
