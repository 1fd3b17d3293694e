using Tapestry.Client.Site.Compute;
using Tapestry.Client.Site.Sovereign;
using Tapestry.Client.Tests.Site.Fixtures;
using Tapestry.Testing;
using Tapestry.Training.Checkpoints;
using Tapestry.Training.Local;

namespace Tapestry.Client.Tests.Site.Sovereign;

public sealed class PrivateTrainerTests : IDisposable
{
    private const int Steps = 7;

    private static readonly PrivateTraining Training = new()
    {
        Start = TinyRun.Start(1),
        Batches = new TinyData(),
        Options = new LocalTrainingOptions
        {
            BatchSize = 2, SequenceLength = 8, Schedule = LearningRateSchedule.Cosine(1e-2f, 1, Steps),
        },
        Steps = Steps,
    };

    private readonly TemporaryFolder folder = new();
    private readonly ComputePool compute = new(TinyRun.Model, slotCount: 1);

    private string Work => folder.File("work");

    public void Dispose()
    {
        compute.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task The_length_of_a_stretch_changes_no_bit(int stretch)
    {
        var inOne = await RunAsync("whole", Steps, _ => { });

        Assert.Equal(inOne, await RunAsync("parts", stretch, _ => { }));
    }

    [Fact]
    public async Task Training_that_ends_after_any_step_goes_on_from_its_last_stretch_to_the_same_bits()
    {
        var undisturbed = await RunAsync("whole", Steps, _ => { });
        for (var last = 0; last < Steps; last++)
        {
            var name = $"crash-{last}";
            await Assert.ThrowsAsync<PlantedCrashException>(() => RunAsync(name, 3, CrashAfter(last)));
            var steps = new List<long>();

            Assert.Equal(undisturbed, await RunAsync(name, 3, steps.Add));
            Assert.Equal(last / 3 * 3, steps[0]);
        }
    }

    [Fact]
    public async Task Training_goes_on_with_the_moments_that_it_is_given_also_after_a_crash()
    {
        var fresh = await RunAsync("fresh", 3, _ => { });
        var warm = await RunAsync("warm", 3, _ => { }, Warm());
        await Assert.ThrowsAsync<PlantedCrashException>(() => RunAsync("crash", 3, CrashAfter(4), Warm()));

        Assert.NotEqual(fresh, warm);
        Assert.Equal(warm, await RunAsync("crash", 3, _ => { }, Warm()));
    }

    [Fact]
    public async Task A_finished_model_is_loaded_and_its_stretches_are_gone()
    {
        var trained = await RunAsync("one", 3, _ => { });
        Directory.CreateDirectory(folder.File("one.work"));

        var steps = new List<long>();
        Assert.Equal(trained, await RunAsync("one", 3, steps.Add));

        Assert.Empty(steps);
        Assert.Equal(trained, ModelCheckpoint.Load(folder.File("one")).Parameters);
        Assert.False(Directory.Exists(folder.File("one.work")));
    }

    [Fact]
    public async Task A_crash_before_the_weights_are_written_does_not_count_as_finished()
    {
        var trained = await RunAsync("one", 3, _ => { });
        File.Delete(Path.Combine(folder.File("one"), ModelCheckpoint.WeightsFile));

        Assert.Equal(trained, await RunAsync("one", 3, _ => { }));
    }

    [Fact]
    public void A_stretch_without_its_parameters_does_not_count_and_the_newest_whole_one_does()
    {
        var store = new StretchStore(Work);
        store.Save(new Stretch(3, TinyRun.Start(3), new OptimizerState(TinyRun.Parameters)));
        Directory.CreateDirectory(Path.Combine(Work, "000000006"));

        var loaded = store.TryLoad(TinyRun.Parameters)!;

        Assert.Equal(3, loaded.NextStep);
        Assert.Equal(TinyRun.Start(3), loaded.Parameters);
    }

    [Fact]
    public void Stretches_of_another_model_are_refused()
    {
        var store = new StretchStore(Work);
        store.Save(new Stretch(3, TinyRun.Start(3), new OptimizerState(TinyRun.Parameters)));

        var refused = Assert.Throws<InvalidDataException>(() => store.TryLoad(TinyRun.Parameters + 1));

        Assert.Contains("000000003", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shifted_batches_go_on_where_the_shared_ones_ended()
    {
        var source = new TinyData();
        var (shifted, straight) = (new int[18], new int[18]);

        new ShiftedBatches(source, 40).Fill(2, shifted);
        source.Fill(42, straight);

        Assert.Equal(straight, shifted);
    }

    private static Action<long> CrashAfter(int last) => step =>
    {
        if (step == last)
        {
            throw new PlantedCrashException();
        }
    };

    private static OptimizerState Warm()
    {
        var optimizer = new OptimizerState(TinyRun.Parameters);
        optimizer.SecondMoment.Fill(1f);
        return optimizer;
    }

    private async Task<float[]> RunAsync(
        string name, int stepsPerStretch, Action<long> afterStep, OptimizerState? optimizer = null)
    {
        var trainer = new PrivateTrainer(compute, stepsPerStretch);
        var trained = await trainer.RunAsync(
            Training with { Optimizer = optimizer }, folder.File(name), folder.File(name + ".work"), taken => afterStep(taken.Step), default);
        return trained.ToArray();
    }
}
