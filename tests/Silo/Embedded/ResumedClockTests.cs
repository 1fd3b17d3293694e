using Tapestry.Silo.Embedded;
using Tapestry.Testing;

namespace Tapestry.Silo.Tests.Embedded;

public sealed class ResumedClockTests
{
    private readonly ManualTimeProvider inner = new();

    [Fact]
    public void A_new_region_starts_at_the_time_of_its_machine() =>
        Assert.Equal(inner.GetUtcNow(), new ResumedClock(inner, null).GetUtcNow());

    [Theory]
    [InlineData(-100)]
    [InlineData(100)]
    public void A_resumed_region_goes_on_from_its_last_record_whatever_the_machine_says(int hours)
    {
        var last = inner.GetUtcNow().AddHours(hours);

        var resumed = new ResumedClock(inner, last);

        Assert.Equal(last, resumed.GetUtcNow());
        inner.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(last.AddSeconds(5), resumed.GetUtcNow());
    }

    [Fact]
    public void Timers_take_as_long_as_they_say()
    {
        var resumed = new ResumedClock(inner, inner.GetUtcNow().AddDays(-1));
        var fired = 0;
        using var timer = resumed.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);

        inner.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0, fired);
        inner.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, fired);
    }
}
