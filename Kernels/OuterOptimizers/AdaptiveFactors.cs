using Tapestry.Kernels.Optimizers;

namespace Tapestry.Kernels.OuterOptimizers;

/// <summary>What is the same for every coordinate of one step, computed in double and rounded once.</summary>
internal readonly struct AdaptiveFactors
{
    public required float Beta1 { get; init; }

    /// <summary>1 - beta1.</summary>
    public required float FirstRate { get; init; }

    public required float Beta2 { get; init; }

    /// <summary>1 - beta2.</summary>
    public required float SecondRate { get; init; }

    public required float Tau { get; init; }

    /// <summary>1, or 1 / sqrt(1 - beta2^step) with bias correction.</summary>
    public required float RootCorrection { get; init; }

    /// <summary>-learning rate, or -learning rate / (1 - beta1^step) with bias correction.</summary>
    public required float NegativeStepSize { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">The step is below 1.</exception>
    public static AdaptiveFactors Of(in AdaptiveOptions options, long stepNumber, bool biasCorrection)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stepNumber, 1);
        return new AdaptiveFactors
        {
            Beta1 = options.Beta1,
            FirstRate = (float)(1.0 - options.Beta1),
            Beta2 = options.Beta2,
            SecondRate = (float)(1.0 - options.Beta2),
            Tau = options.Tau,
            RootCorrection = biasCorrection
                ? (float)(1.0 / Math.Sqrt(1.0 - AdamWFactors.Power(options.Beta2, stepNumber)))
                : 1f,
            NegativeStepSize = biasCorrection
                ? (float)(-options.LearningRate / (1.0 - AdamWFactors.Power(options.Beta1, stepNumber)))
                : -options.LearningRate,
        };
    }
}
