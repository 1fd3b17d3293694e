using FsCheck;
using FsCheck.Fluent;
using Tapestry.Client.Cli.Reports.Html;

namespace Tapestry.Client.Tests.Cli.Reports.Html;

public sealed class ChartAxisTests
{
    [Fact]
    public void An_axis_covers_its_values_with_a_handful_of_ticks()
    {
        var values = Gen.Choose(-1_000_000, 1_000_000).Select(value => value / 1e3).NonEmptyListOf();

        Prop.ForAll(values.ToArbitrary(), list =>
        {
            var axis = ChartAxis.Covering([.. list], ticks: 5, fromPixel: 300, toPixel: 10);
            var inside = list.All(value => axis.Pixel(value) is >= 10 - 1e-6 and <= 300 + 1e-6);
            return inside && axis.Ticks.Count() is >= 2 and <= 8;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Rounds_have_whole_ticks() =>
        Assert.All(ChartAxis.Whole(1, 37, 10, 0, 100).Ticks, tick => Assert.Equal(Math.Round(tick), tick));

    [Fact]
    public void One_round_is_an_axis_too() => Assert.Equal(0, ChartAxis.Whole(1, 1, 10, 0, 100).Pixel(1));
}
