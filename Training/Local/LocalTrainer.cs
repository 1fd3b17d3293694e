using Tapestry.Training.Libtorch;
using Tapestry.Training.Models;

namespace Tapestry.Training.Local;

/// <summary>Runs inner AdamW steps on one model. One thread at a time; several trainers run concurrently.</summary>
public sealed class LocalTrainer
{
    private readonly LanguageModel model;
    private readonly OptimizerState optimizer;
    private readonly ITokenBatchSource batches;
    private readonly LocalTrainingOptions options;
    private readonly TimeProvider clock;
    private readonly int[] tokens;

    /// <summary>Binds a model, its optimizer state and its data.</summary>
    /// <param name="model">Trained in place; stays the caller's.</param>
    /// <param name="optimizer">Updated in place; stays the caller's.</param>
    /// <param name="batches">Data by global step.</param>
    /// <param name="options">How to train.</param>
    /// <param name="clock">Measures speed; null takes the system's.</param>
    /// <exception cref="ArgumentException">An option is outside its range, or the state belongs to another model.</exception>
    public LocalTrainer(
        LanguageModel model,
        OptimizerState optimizer,
        ITokenBatchSource batches,
        LocalTrainingOptions options,
        TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentNullException.ThrowIfNull(options);
        if (optimizer.Length != model.Layout.TotalCount)
        {
            throw new ArgumentException(
                $"The optimizer state has {optimizer.Length:N0} parameters, the model {model.Layout.TotalCount:N0}.", nameof(optimizer));
        }

        this.model = model;
        this.optimizer = optimizer;
        this.batches = batches;
        this.options = options.Validate();
        this.clock = clock ?? TimeProvider.System;
        tokens = new int[checked(options.BatchSize * (options.SequenceLength + 1))];
    }

    /// <summary>Takes <paramref name="steps"/> steps in the calling thread.</summary>
    /// <param name="startStep">Global step of the first; chooses batches and learning rates.</param>
    /// <param name="steps">How many, at least 1.</param>
    /// <param name="progress">Called after every step, in the calling thread.</param>
    /// <param name="cancellationToken">Checked before every step; steps taken stay taken.</param>
    /// <exception cref="NonFiniteLossException">A loss or gradient is NaN or infinite; that step was not taken.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public LocalTrainingResult Run(
        long startStep, int steps, Action<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(startStep);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        TorchThreads.SetForCurrentThread(options.Threads);
        var started = clock.GetTimestamp();
        using var taker = Begin();
        double total = 0;
        TrainingProgress first = default, last = default;
        for (var step = startStep; step < startStep + steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            last = TakeStep(taker, step);
            first = step == startStep ? last : first;
            total += last.Loss;
            progress?.Invoke(last);
        }

        return new LocalTrainingResult(
            startStep + steps, steps, (long)steps * options.TokensPerStep, first.Loss, last.Loss, total / steps,
            clock.GetElapsedTime(started));
    }

    private ITrainingSteps Begin() => model.StepsItself
        ? new DeviceSteps(model, optimizer, options) : new HostSteps(model, optimizer, options);

    private TrainingProgress TakeStep(ITrainingSteps steps, long step)
    {
        var started = clock.GetTimestamp();
        batches.Fill(step, tokens);
        var rate = options.Schedule.At(step);
        var (loss, norm) = steps.Take(step, tokens, rate);
        var seconds = clock.GetElapsedTime(started).TotalSeconds;
        return new TrainingProgress(step, loss, norm, rate, seconds > 0 ? options.TokensPerStep / seconds : 0);
    }
}
