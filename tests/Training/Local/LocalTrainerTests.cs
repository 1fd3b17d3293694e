using Tapestry.Training.Local;
using Tapestry.Training.Models;
using Tapestry.Training.Tests.Models;

namespace Tapestry.Training.Tests.Local;

public sealed class LocalTrainerTests
{
    private static readonly ModelConfig Config = TinyModels.Tiled;

    private static readonly LocalTrainingOptions Options = new()
    {
        BatchSize = 4, SequenceLength = 32, Schedule = LearningRateSchedule.WarmupStable(1e-2f, 5),
    };

    [Theory]
    [InlineData(ComputePrecision.Float32)]
    [InlineData(ComputePrecision.BFloat16)]
    public void Loss_falls_on_a_pattern_that_can_be_learnt(ComputePrecision precision)
    {
        using var model = new LanguageModel(Config, precision);
        model.Initialize(1);
        var trainer = new LocalTrainer(model, new OptimizerState(model.Layout.TotalCount), Source(Options), Options);

        var result = trainer.Run(0, 60);

        Assert.InRange(result.FirstLoss, 3.5f, 5f);
        Assert.InRange(result.LastLoss, 0f, 0.7f);
        Assert.Equal(60, result.NextStep);
        Assert.Equal(60 * 4 * 32, result.Tokens);
    }

    [Fact]
    public void Two_phases_equal_one_of_the_same_length()
    {
        var whole = Train([20]);
        var parts = Train([7, 13]);

        Assert.Equal(whole, parts);
    }

    [Fact]
    public void Clipping_bounds_the_gradient_that_the_optimizer_sees()
    {
        var options = Options with { MaxGradientNorm = 1e-3f };
        using var model = new LanguageModel(Config, ComputePrecision.Float32);
        model.Initialize(1);
        var state = new OptimizerState(model.Layout.TotalCount);

        new LocalTrainer(model, state, Source(options), options).Run(0, 1);

        var norm = Math.Sqrt(state.FirstMoment.ToArray().Sum(value => (double)value * value)) / (1 - options.Optimizer.Beta1);
        Assert.Equal(1e-3, norm, 1e-6);
    }

    [Fact]
    public void A_non_finite_loss_is_refused_and_nothing_changes()
    {
        using var model = new LanguageModel(Config, ComputePrecision.Float32);
        model.Initialize(1);
        model.Parameters[^1] = float.NaN;
        var before = model.Parameters.ToArray();
        var state = new OptimizerState(model.Layout.TotalCount);
        var trainer = new LocalTrainer(model, state, Source(Options), Options);

        var error = Assert.Throws<NonFiniteLossException>(() => trainer.Run(12, 3));

        Assert.Equal(12, error.Step);
        Assert.Equal(before, model.Parameters.ToArray());
        Assert.Equal(0, state.Step);
    }

    [Fact]
    public void Cancellation_stops_between_steps()
    {
        using var model = new LanguageModel(Config, ComputePrecision.Float32);
        model.Initialize(1);
        var state = new OptimizerState(model.Layout.TotalCount);
        using var source = new CancellationTokenSource();
        var trainer = new LocalTrainer(model, state, Source(Options), Options);

        Assert.Throws<OperationCanceledException>(() => trainer.Run(
            0, 10,
            progress =>
            {
                if (progress.Step == 2)
                {
                    source.Cancel();
                }
            },
            source.Token));

        Assert.Equal(3, state.Step);
    }

    [Fact]
    public void A_state_of_another_model_is_refused()
    {
        using var model = new LanguageModel(Config, ComputePrecision.Float32);

        var error = Assert.Throws<ArgumentException>(
            () => new LocalTrainer(model, new OptimizerState(3), Source(Options), Options));

        Assert.Contains("3 parameters", error.Message, StringComparison.Ordinal);
    }

    private static CountingSource Source(LocalTrainingOptions options) =>
        new(Config.VocabSize, options.SequenceLength + 1);

    private static float[] Train(int[] phases)
    {
        using var model = new LanguageModel(Config);
        model.Initialize(1);
        var trainer = new LocalTrainer(model, new OptimizerState(model.Layout.TotalCount), Source(Options), Options);
        long step = 0;
        foreach (var steps in phases)
        {
            step = trainer.Run(step, steps).NextStep;
        }

        return model.Parameters.ToArray();
    }
}
