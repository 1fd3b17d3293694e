using Tapestry.Training.Local;

namespace Tapestry.Training.Tests.Local;

public sealed class LearningRateScheduleTests
{
    private static readonly LearningRateSchedule Cosine = LearningRateSchedule.Cosine(0.01f, 10, 110, 0.2f);

    [Theory]
    [InlineData(0, 0.001)]
    [InlineData(4, 0.005)]
    [InlineData(9, 0.01)]
    [InlineData(10, 0.01)]
    [InlineData(60, 0.006)]
    [InlineData(110, 0.002)]
    [InlineData(1_000_000, 0.002)]
    public void Cosine_passes_through_its_points(long step, double rate) => Assert.Equal(rate, Cosine.At(step), 1e-7);

    [Fact]
    public void Cosine_falls_all_the_way()
    {
        var rates = Enumerable.Range(10, 101).Select(step => Cosine.At(step)).ToArray();

        Assert.All(rates.Zip(rates.Skip(1)), pair => Assert.True(pair.First > pair.Second));
    }

    [Fact]
    public void Stable_keeps_the_peak()
    {
        var schedule = LearningRateSchedule.WarmupStable(0.01f, 4);

        Assert.Equal(0.0025f, schedule.At(0));
        Assert.Equal(0.01f, schedule.At(4));
        Assert.Equal(0.01f, schedule.At(long.MaxValue));
    }

    [Fact]
    public void No_warm_up_starts_at_the_peak() => Assert.Equal(0.01f, LearningRateSchedule.WarmupStable(0.01f, 0).At(0));

    [Fact]
    public void Fields_outside_their_range_are_named()
    {
        (Action Make, string Field)[] bad =
        [
            (() => LearningRateSchedule.WarmupStable(0, 1), "Peak"),
            (() => LearningRateSchedule.WarmupStable(float.NaN, 1), "Peak"),
            (() => LearningRateSchedule.WarmupStable(1, -1), "WarmupSteps"),
            (() => LearningRateSchedule.Cosine(1, 10, 10), "TotalSteps"),
            (() => LearningRateSchedule.Cosine(1, 10, 20, 1.5f), "FinalFraction"),
        ];

        Assert.All(bad, item => Assert.Contains(
            item.Field, Assert.Throws<ArgumentException>(item.Make).Message, StringComparison.Ordinal));
        Assert.Throws<ArgumentOutOfRangeException>(() => Cosine.At(-1));
    }
}
