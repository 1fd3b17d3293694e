using FsCheck;
using FsCheck.Fluent;
using Tapestry.Client.Cli.Reports.Html;

namespace Tapestry.Client.Tests.Cli.Reports.Html;

public sealed class LabelPlacesTests
{
    [Fact]
    public void Labels_that_fit_never_overlap_or_leave_the_chart()
    {
        var wishes = Gen.Choose(0, 300).ListOf().Select(list => list.Take(13).Order().Select(value => (double)value).ToArray());

        Prop.ForAll(wishes.ToArbitrary(), wished =>
        {
            var places = LabelPlaces.Spread(wished, gap: 15, top: 10, bottom: 280);
            var apart = places.Zip(places.Skip(1)).All(pair => pair.Second - pair.First >= 15 - 1e-9);
            return apart && places.All(place => place is >= 10 and <= 280 + 1e-9);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Labels_with_room_stay_where_they_are() =>
        Assert.Equal([20.0, 60, 100], LabelPlaces.Spread([20, 60, 100], gap: 15, top: 10, bottom: 280));
}
