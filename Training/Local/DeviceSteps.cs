using Tapestry.Training.Libtorch;
using Tapestry.Training.Models;

namespace Tapestry.Training.Local;

/// <summary>
/// Steps where the model computes: weights and moments go there at the start of a phase and come back at its end, and only
/// tokens, loss and norm travel between.
/// </summary>
internal sealed class DeviceSteps : ITrainingSteps
{
    private readonly LanguageModel model;
    private readonly OptimizerState optimizer;
    private readonly LocalTrainingOptions options;

    public DeviceSteps(LanguageModel model, OptimizerState optimizer, LocalTrainingOptions options)
    {
        (this.model, this.optimizer, this.options) = (model, optimizer, options);
        options.Optimizer.Validate();
        model.BeginSteps(optimizer.FirstMoment, optimizer.SecondMoment);
    }

    public (float Loss, float GradientNorm) Take(long step, ReadOnlySpan<int> tokens, float learningRate)
    {
        var settings = new StepSettings
        {
            Beta1 = options.Optimizer.Beta1,
            Beta2 = options.Optimizer.Beta2,
            Epsilon = options.Optimizer.Epsilon,
            RelativeEpsilon = options.Optimizer.RelativeEpsilon,
            WeightDecay = options.Optimizer.WeightDecay,
            LearningRate = learningRate,
            MostNorm = options.MaxGradientNorm,
            Step = optimizer.Step + 1,
        };
        if (!model.TakeStep(tokens, options.BatchSize, options.SequenceLength, settings, out var loss, out var norm))
        {
            throw new NonFiniteLossException(step, loss);
        }

        optimizer.Step++;
        return (loss, norm);
    }

    public void Dispose() => model.EndSteps(optimizer.FirstMoment, optimizer.SecondMoment);
}
