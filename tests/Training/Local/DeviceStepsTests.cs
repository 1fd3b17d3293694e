using Tapestry.Kernels.Optimizers;
using Tapestry.Training.Local;
using Tapestry.Training.Models;
using Tapestry.Training.Tests.Models;

namespace Tapestry.Training.Tests.Local;

/// <summary>Steps through libtorch's operators against steps by this project's kernels, both in float32.</summary>
public sealed class DeviceStepsTests
{
    private static readonly ModelConfig Config = TinyModels.GroupedUntied;

    private static readonly LocalTrainingOptions Options = new()
    {
        BatchSize = 2, SequenceLength = 16, Schedule = LearningRateSchedule.WarmupStable(1e-3f, 2),
    };

    [Theory]
    [InlineData(0f, 1f)]
    [InlineData(0.15f, 1f)]
    [InlineData(0f, 1e-3f)]
    public void Phases_end_where_the_kernels_end(float relativeEpsilon, float mostNorm)
    {
        var options = Options with
        {
            // Adam divides by the gradient's own size: an epsilon above its rounding keeps small gradients comparable.
            Optimizer = new AdamWOptions { WeightDecay = 0.1f, RelativeEpsilon = relativeEpsilon, Epsilon = 1e-4f },
            MaxGradientNorm = mostNorm,
        };

        var (expected, expectedState, expectedNorms) = Train(ComputeDevice.Processor, options);
        var (actual, state, norms) = Train(OperatorDevice.Chosen, options);

        Assert.Equal(expectedState.Step, state.Step);
        Assert.InRange(Vectors.RelativeError(expectedNorms, norms), 0, 1e-4);
        Assert.InRange(Vectors.RelativeError(expected, actual), 0, 1e-5);
        Assert.InRange(Vectors.RelativeError(expectedState.FirstMoment, state.FirstMoment), 0, 1e-3);
        Assert.InRange(Vectors.RelativeError(expectedState.SecondMoment, state.SecondMoment), 0, 1e-3);
    }

    [Fact]
    public void A_non_finite_loss_is_refused_and_nothing_changes()
    {
        using var model = new LanguageModel(Config, ComputePrecision.Float32, OperatorDevice.Chosen);
        model.Initialize(1);
        model.Parameters[^1] = float.NaN;
        var before = model.Parameters.ToArray();
        var state = new OptimizerState(model.Layout.TotalCount);

        var error = Assert.Throws<NonFiniteLossException>(() => Trainer(model, state, Options).Run(12, 3));

        Assert.Equal(12, error.Step);
        Assert.Equal(before, model.Parameters.ToArray());
        Assert.Equal(0, state.Step);
        Assert.All(state.FirstMoment.ToArray(), moment => Assert.Equal(0, moment));
    }

    [Fact]
    public void Steps_taken_before_a_cancellation_stay_taken()
    {
        using var model = new LanguageModel(Config, ComputePrecision.Float32, OperatorDevice.Chosen);
        model.Initialize(1);
        var before = model.Parameters.ToArray();
        var state = new OptimizerState(model.Layout.TotalCount);
        using var source = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(
            () => Trainer(model, state, Options).Run(0, 10, _ => source.Cancel(), source.Token));

        Assert.Equal(1, state.Step);
        Assert.NotEqual(before, model.Parameters.ToArray());
        Assert.Contains(state.SecondMoment.ToArray(), moment => moment > 0);
    }

    private static (float[] Parameters, OptimizerState State, float[] Norms) Train(ComputeDevice device, LocalTrainingOptions options)
    {
        using var model = new LanguageModel(Config, ComputePrecision.Float32, device);
        model.Initialize(1);
        var state = new OptimizerState(model.Layout.TotalCount);
        var trainer = Trainer(model, state, options);
        var norms = new List<float>();
        var next = trainer.Run(0, 4, taken => norms.Add(taken.GradientNorm)).NextStep;
        trainer.Run(next, 3, taken => norms.Add(taken.GradientNorm));
        return (model.Parameters.ToArray(), state, [.. norms]);
    }

    private static LocalTrainer Trainer(LanguageModel model, OptimizerState state, LocalTrainingOptions options) =>
        new(model, state, new CountingSource(Config.VocabSize, options.SequenceLength + 1), options);
}
