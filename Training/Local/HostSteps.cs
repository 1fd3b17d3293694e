using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Optimizers;
using Tapestry.Training.Models;

namespace Tapestry.Training.Local;

/// <summary>Steps on the flat vectors in place, by this project's kernels.</summary>
internal sealed class HostSteps(LanguageModel model, OptimizerState optimizer, LocalTrainingOptions options) : ITrainingSteps
{
    public (float Loss, float GradientNorm) Take(long step, ReadOnlySpan<int> tokens, float learningRate)
    {
        var loss = model.ForwardBackward(tokens, options.BatchSize, options.SequenceLength);
        if (!float.IsFinite(loss) || Finite.FirstNonFiniteIndex(model.Gradients) >= 0)
        {
            throw new NonFiniteLossException(step, loss);
        }

        var norm = (float)L2Norm.Of(model.Gradients);
        var scale = norm > options.MaxGradientNorm ? options.MaxGradientNorm / norm : 1;
        UpdateEachTensor(learningRate, scale);
        optimizer.Step++;
        return (loss, norm);
    }

    public void Dispose()
    {
        // Weights and moments never left.
    }

    /// <summary>One tensor at a time: the relative epsilon is a tensor's own.</summary>
    private void UpdateEachTensor(float rate, float gradientScale)
    {
        foreach (var tensor in model.Layout.Entries)
        {
            AdamW.Step(
                model.Parameters.Slice(tensor.Offset, tensor.Length),
                model.Gradients.Slice(tensor.Offset, tensor.Length),
                optimizer.FirstMoment.Slice(tensor.Offset, tensor.Length),
                optimizer.SecondMoment.Slice(tensor.Offset, tensor.Length),
                options.Optimizer,
                rate,
                optimizer.Step + 1,
                gradientScale);
        }
    }
}
