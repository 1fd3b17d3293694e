using Tapestry.Kernels.Errors;

namespace Tapestry.Kernels.OuterOptimizers;

/// <summary><see cref="NesterovSgd"/> with its options; the state is the momentum.</summary>
public sealed class OuterNesterovSgd : IOuterOptimizer
{
    private readonly NesterovSgdOptions options;

    /// <summary>SGD with Nesterov momentum.</summary>
    /// <param name="options">Learning rate and momentum.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyperparameter is outside its range.</exception>
    public OuterNesterovSgd(NesterovSgdOptions options)
    {
        options.Validate();
        this.options = options;
    }

    /// <inheritdoc/>
    public string Name => "nesterov";

    /// <inheritdoc/>
    public int StateVectors => 1;

    /// <inheritdoc/>
    public void InitializeState(Span<float> state) => state.Clear();

    /// <inheritdoc/>
    public void Update(Span<float> parameters, ReadOnlySpan<float> outerGradient, Span<float> state, long stepNumber)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stepNumber, 1);
        LengthMismatchException.ThrowUnlessEqual(state.Length, parameters.Length);
        NesterovSgd.Step(parameters, outerGradient, state, options);
    }
}
