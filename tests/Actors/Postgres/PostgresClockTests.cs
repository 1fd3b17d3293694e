using Tapestry.Actors.Postgres;
using Tapestry.Actors.Tests.Backends;
using Tapestry.Testing;

namespace Tapestry.Actors.Tests.Postgres;

public sealed class PostgresClockTests
{
    private static readonly DateTimeOffset Database = new(2029, 12, 31, 23, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly ManualTimeProvider own = new();

    [Fact]
    public void Before_it_was_read_it_is_the_machines_clock() => Assert.Equal(own.GetUtcNow(), new PostgresClock(own).GetUtcNow());

    [Fact]
    public void It_is_the_databases_and_advances_with_the_machines_timestamps()
    {
        var clock = new PostgresClock(own);
        Observe(clock, Database, wait: 2 * Second);
        Assert.Equal(Database + Second, clock.GetUtcNow());

        own.Advance(TimeSpan.FromHours(3));

        Assert.Equal(Database + Second + TimeSpan.FromHours(3), clock.GetUtcNow());
    }

    [Fact]
    public void A_reading_that_contradicts_it_moves_it_and_one_that_does_not_leaves_it()
    {
        var clock = new PostgresClock(own);
        Observe(clock, Database, wait: TimeSpan.Zero);

        Observe(clock, Database, wait: Second);
        Assert.Equal(Database + Second, clock.GetUtcNow());

        Observe(clock, Database + TimeSpan.FromHours(1), wait: Second);
        Assert.Equal(Database + TimeSpan.FromHours(1) + (Second / 2), clock.GetUtcNow());
    }

    [Fact]
    public async Task A_store_sets_it_before_it_is_open()
    {
        var clock = new PostgresClock(new ManualTimeProvider());
        var backend = new PostgresBackend();
        await using var store = await PostgresGrainStore.OpenAsync(await backend.OptionsAsync() with { Clock = clock });

        Assert.InRange(
            clock.GetUtcNow(), TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(5), TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(5));
    }

    private void Observe(PostgresClock clock, DateTimeOffset database, TimeSpan wait)
    {
        var sent = own.GetTimestamp();
        own.Advance(wait);
        clock.Observe(database, sent, own.GetTimestamp());
    }
}
