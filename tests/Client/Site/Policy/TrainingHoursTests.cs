using System.Globalization;
using Tapestry.Client.Site.Policy;

namespace Tapestry.Client.Tests.Site.Policy;

public sealed class TrainingHoursTests
{
    /// <summary>One hour ahead of UTC, two in summer, changed as in the European Union: at 01:00 UTC.</summary>
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.CreateCustomTimeZone(
        "test", TimeSpan.FromHours(1), "test", "test", "test summer",
        [
            TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
                DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 2, 0, 0), 3, 5, DayOfWeek.Sunday),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 3, 0, 0), 10, 5, DayOfWeek.Sunday)),
        ]);

    private static readonly TrainingHours Night = new(new TimeOnly(20, 0), new TimeOnly(6, 0), Zone);
    private static readonly TrainingHours Day = new(new TimeOnly(9, 0), new TimeOnly(17, 30), Zone);

    [Theory]
    [InlineData("2030-01-10T18:59:59Z", false, false)]
    [InlineData("2030-01-10T19:00:00Z", true, false)]
    [InlineData("2030-01-11T04:59:59Z", true, false)]
    [InlineData("2030-01-11T05:00:00Z", false, false)]
    [InlineData("2030-01-11T08:00:00Z", false, true)]
    [InlineData("2030-07-11T07:00:00Z", false, true)]
    [InlineData("2030-07-11T15:29:59Z", false, true)]
    [InlineData("2030-07-11T15:30:00Z", false, false)]
    public void They_begin_with_the_first_moment_and_end_before_the_last(string moment, bool isNight, bool isDay) =>
        Assert.Equal((isNight, isDay), (Night.Contain(At(moment)), Day.Contain(At(moment))));

    [Theory]
    [InlineData("2030-01-10T12:00:00Z", "07:00:00", "17:00:00")]
    [InlineData("2030-01-10T19:00:00Z", "1.00:00:00", "10:00:00")]
    [InlineData("2030-03-30T20:00:00Z", "22:00:00", "08:00:00")]
    [InlineData("2030-10-26T20:00:00Z", "23:00:00", "09:00:00")]
    public void Waits_follow_changes_of_the_clock(string moment, string untilStart, string untilEnd) => Assert.Equal(
        (TimeSpan.Parse(untilStart, CultureInfo.InvariantCulture), TimeSpan.Parse(untilEnd, CultureInfo.InvariantCulture)),
        (Night.UntilStart(At(moment)), Night.UntilEnd(At(moment))));

    [Fact]
    public void A_time_that_a_change_of_the_clock_skips_is_an_hour_later()
    {
        var skipped = new TrainingHours(new TimeOnly(2, 30), new TimeOnly(4, 0), Zone);

        Assert.Equal(TimeSpan.FromHours(1.5), skipped.UntilStart(At("2030-03-31T00:00:00Z")));
    }

    [Fact]
    public void Whoever_waits_as_told_arrives_within_them_at_any_minute_of_a_year()
    {
        for (var moment = At("2030-01-01T00:00:00Z"); moment.Year == 2030; moment += TimeSpan.FromMinutes(37))
        {
            Assert.True(Night.Contain(moment + Night.UntilStart(moment)), $"{moment:O}");
            Assert.False(Night.Contain(moment + Night.UntilEnd(moment)), $"{moment:O}");
        }
    }

    private static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
}
