using Tapestry.Silo.Retention;
using Tapestry.Testing;

namespace Tapestry.Silo.Tests.Retention;

public sealed class CollectionPaceTests
{
    [Fact]
    public void The_first_begins_at_once_and_the_next_when_the_time_has_passed()
    {
        var clock = new ManualTimeProvider();
        var pace = new CollectionPace(clock, TimeSpan.FromSeconds(10));

        Assert.True(pace.TryBegin());
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(pace.TryBegin());
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(pace.TryBegin());
        Assert.False(pace.TryBegin());
    }
}
