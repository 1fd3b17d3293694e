using Tapestry.Client.Site.Compute;
using Tapestry.Training.Checkpoints;
using Tapestry.Training.Local;
using Tapestry.Training.Models;

namespace Tapestry.Client.Site.Sovereign;

/// <summary>
/// Trains a private model in stretches, each saved before the next begins, so that a restart repeats at most one. The
/// finished model is a folder that other tools open.
/// </summary>
/// <param name="compute">Where to train; stretches of different trainings take turns.</param>
/// <param name="stepsPerStretch">Steps between two saves, at least 1.</param>
public sealed class PrivateTrainer(ComputePool compute, int stepsPerStretch)
{
    /// <summary>Trains to the end, or loads the model when it was finished before.</summary>
    /// <param name="training">What to train.</param>
    /// <param name="modelFolder">Receives <c>model.safetensors</c> and <c>config.json</c>.</param>
    /// <param name="workFolder">Holds the stretches until the model is finished.</param>
    /// <param name="progress">Called after every step, from the thread that trains.</param>
    /// <param name="cancellationToken">Stops at the next step; finished stretches stay.</param>
    /// <returns>The trained parameters, flat float32.</returns>
    public async Task<ReadOnlyMemory<float>> RunAsync(
        PrivateTraining training, string modelFolder, string workFolder, Action<TrainingProgress> progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(training);
        var stretches = new StretchStore(workFolder);
        if (File.Exists(Path.Combine(modelFolder, ModelCheckpoint.WeightsFile)))
        {
            stretches.Remove();
            return ModelCheckpoint.Load(modelFolder).Parameters;
        }

        var point = stretches.TryLoad(training.Start.Length)
            ?? new Stretch(0, training.Start.ToArray(), training.Optimizer ?? new OptimizerState(training.Start.Length));
        while (point.NextStep < training.Steps)
        {
            var from = point;
            var steps = (int)Math.Min(stepsPerStretch, training.Steps - from.NextStep);
            point = await compute.RunAsync(
                model => Train(model, training, from, steps, progress, cancellationToken), cancellationToken);
            stretches.Save(point);
        }

        ModelCheckpoint.Save(modelFolder, compute.Config, point.Parameters);
        stretches.Remove();
        return point.Parameters;
    }

    private Stretch Train(
        LanguageModel model, PrivateTraining training, Stretch from, int steps, Action<TrainingProgress> progress,
        CancellationToken cancellationToken)
    {
        from.Parameters.CopyTo(model.Parameters);
        var options = training.Options with { Threads = compute.ThreadsPerSlot };
        var trainer = new LocalTrainer(model, from.Optimizer, training.Batches, options);
        var result = trainer.Run(from.NextStep, steps, progress, cancellationToken);
        return new Stretch(result.NextStep, model.Parameters.ToArray(), from.Optimizer);
    }
}
