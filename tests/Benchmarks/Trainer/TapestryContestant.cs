using System.Diagnostics;
using Tapestry.Training.Local;
using Tapestry.Training.Models;

namespace Tapestry.Benchmarks.Trainer;

/// <summary>This project's trainer, as a site runs it.</summary>
internal sealed class TapestryContestant : ITrainerContestant
{
    private readonly LanguageModel model;
    private readonly LocalTrainer trainer;
    private long step;

    internal TapestryContestant(TrainerScenario scenario)
    {
        model = new LanguageModel(scenario.Config, device: scenario.Device);
        model.Initialize(1);
        var options = new LocalTrainingOptions
        {
            BatchSize = scenario.Batch,
            SequenceLength = scenario.Sequence,
            Schedule = LearningRateSchedule.WarmupStable(1e-3f, 10),
            Threads = scenario.Threads,
        };
        trainer = new LocalTrainer(model, new OptimizerState(model.Layout.TotalCount), new NoiseSource(), options);
    }

    public Task<double> RunAsync(int steps, CancellationToken cancellationToken) => Task.Factory.StartNew(
        () =>
        {
            var started = Stopwatch.GetTimestamp();
            step = trainer.Run(step, steps, cancellationToken: cancellationToken).NextStep;
            return Stopwatch.GetElapsedTime(started).TotalSeconds;
        },
        cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Dispose() => model.Dispose();

    /// <summary>Bytes without structure: speed does not depend on them.</summary>
    private sealed class NoiseSource : ITokenBatchSource
    {
        public void Fill(long globalStep, Span<int> tokens)
        {
            var random = new Random((int)globalStep);
            foreach (ref var token in tokens)
            {
                token = random.Next(256);
            }
        }
    }
}
