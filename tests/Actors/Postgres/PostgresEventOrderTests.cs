using Npgsql;
using Tapestry.Actors.Tests.Backends;
using Tapestry.Actors.Tests.Hosting;

namespace Tapestry.Actors.Tests.Postgres;

/// <summary>Positions become visible out of order; readers see them in order all the same, and none is skipped.</summary>
public sealed class PostgresEventOrderTests
{
    private const string Append =
        """
        INSERT INTO events (stream, sequence, name, recorded_at, payload, previous_hash, hash)
        VALUES ('slow/1', 1, 'x.happened', 0, '{}', '', '')
        """;

    [Fact]
    public async Task A_reader_waits_for_a_lower_position_that_may_still_appear()
    {
        await using var fixture = await HostFixture<PostgresBackend>.CreateAsync();
        await using var slow = await fixture.Backend.ConnectAsync();
        await ExecuteAsync(slow, "BEGIN; " + Append);
        await fixture.Account("a").DepositAsync(1);
        await using (var control = await fixture.Backend.ConnectAsync())
        {
            // What a plain read would have given: the higher position without the lower one.
            Assert.Equal("account/a", await ScalarAsync(control, "SELECT string_agg(stream, ' ' ORDER BY position) FROM events"));
        }

        var reading = fixture.EventsAsync();
        await fixture.Account("b").DepositAsync(1);
        Assert.False(reading.IsCompleted);
        await ExecuteAsync(slow, "COMMIT");
        Assert.Equal(["slow/1", "account/a"], (await reading).Select(recorded => recorded.Stream));
        Assert.Equal(3, (await fixture.EventsAsync()).Count);
    }

    [Fact]
    public async Task A_position_that_was_given_up_is_not_waited_for()
    {
        await using var fixture = await HostFixture<PostgresBackend>.CreateAsync();
        await using var aborted = await fixture.Backend.ConnectAsync();
        await ExecuteAsync(aborted, "BEGIN; " + Append);
        await ExecuteAsync(aborted, "ROLLBACK");
        await fixture.Account("a").DepositAsync(1);
        Assert.Equal(2, Assert.Single(await fixture.EventsAsync()).Position);
    }

    [Fact]
    public async Task Many_writers_and_a_watcher_agree_on_one_order()
    {
        await using var fixture = await HostFixture<PostgresBackend>.CreateAsync();
        const int writers = 8;
        const int calls = 25;
        var other = fixture.Add(await fixture.OpenAnotherStoreAsync(), Model.TestModel.Registry(), null, TimeProvider.System);
        var writing = Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var host = writer % 2 == 0 ? fixture.Host : other;
            for (var i = 0; i < calls; i++)
            {
                await host.GetGrain<Model.IAccount>($"{writer}").DepositAsync(1);
            }
        })).ToArray();
        var seen = new List<RecordedEvent>();
        await foreach (var recorded in other.Events.WatchAsync("account/", 0))
        {
            seen.Add(recorded);
            if (seen.Count == writers * calls)
            {
                break;
            }
        }

        await Task.WhenAll(writing);
        Assert.Equal((await fixture.EventsAsync()).Select(recorded => recorded.Position), seen.Select(recorded => recorded.Position));
        Assert.Null(EventChainVerifier.FindBreak(seen));
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql) => await ScalarAsync(connection, sql);

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
