using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.OuterOptimizers;

namespace Tapestry.Silo.Merging;

/// <summary>Takes a round's outer step on one shard; anybody with the same numbers gets the same bits.</summary>
public static class OuterStep
{
    /// <summary>Length of the optimizer's state for a shard.</summary>
    public static int StateLength(OuterOptimizerSettings settings, int shardLength) =>
        checked(Optimizer(settings).StateVectors * shardLength);

    /// <summary>The state of a shard before the first step.</summary>
    public static float[] InitialState(OuterOptimizerSettings settings, int shardLength)
    {
        var state = new float[StateLength(settings, shardLength)];
        Optimizer(settings).InitializeState(state);
        return state;
    }

    /// <summary>Takes the step in place.</summary>
    /// <param name="settings">What step.</param>
    /// <param name="parameters">The shard, fp32; updated.</param>
    /// <param name="outerGradient">Weighted mean of the contributions, same length; used up.</param>
    /// <param name="state">The optimizer's state; updated.</param>
    public static void Take(
        OuterOptimizerSettings settings, Span<float> parameters, Span<float> outerGradient, Span<float> state)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Kind == OuterOptimizerKind.Adam)
        {
            Scaling.Apply(outerGradient, 1f / settings.InnerLearningRates);
        }

        Optimizer(settings).Update(parameters, outerGradient, state, Math.Max(1, settings.Step));
    }

    private static IOuterOptimizer Optimizer(OuterOptimizerSettings settings) => settings.Kind switch
    {
        OuterOptimizerKind.Nesterov => new OuterNesterovSgd(
            new NesterovSgdOptions { LearningRate = settings.LearningRate, Momentum = settings.Momentum }),
        OuterOptimizerKind.Adam => new OuterAdam(
            new AdaptiveOptions
            {
                LearningRate = settings.LearningRate * settings.InnerLearningRates,
                Beta1 = settings.Momentum,
                Beta2 = settings.SecondMomentDecay,
                Tau = settings.Threshold,
            },
            biasCorrection: true),
        _ => throw new InvalidDataException($"Outer optimizer {settings.Kind} is not one that this version knows; upgrade the silo."),
    };
}
