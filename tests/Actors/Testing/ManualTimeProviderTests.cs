using Tapestry.Testing;

namespace Tapestry.Actors.Tests.Testing;

public sealed class ManualTimeProviderTests
{
    [Fact]
    public void Timers_fire_in_order_at_their_own_times()
    {
        var clock = new ManualTimeProvider();
        var start = clock.GetUtcNow();
        var fired = new List<string>();
        using var late = Timer("late", 3, Timeout.Infinite);
        using var periodic = Timer("tick", 2, 2);
        using var stopped = Timer("stopped", 1, 1);
        stopped.Dispose();
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["tick@2", "late@3", "tick@4"], fired);
        Assert.Equal(start.AddSeconds(5), clock.GetUtcNow());
        Assert.Equal(1, clock.ActiveTimers);

        ITimer Timer(string name, int dueSeconds, int periodSeconds) => clock.CreateTimer(
            _ => fired.Add($"{name}@{(clock.GetUtcNow() - start).TotalSeconds}"), null, TimeSpan.FromSeconds(dueSeconds),
            periodSeconds < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(periodSeconds));
    }

    [Fact]
    public async Task Delays_end_when_the_clock_gets_there()
    {
        var clock = new ManualTimeProvider();
        var delay = Task.Delay(TimeSpan.FromMinutes(1), clock);
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(delay.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        await delay;
    }
}
