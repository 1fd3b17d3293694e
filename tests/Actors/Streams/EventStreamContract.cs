using Tapestry.Actors.Tests.Backends;
using Tapestry.Actors.Tests.Hosting;

namespace Tapestry.Actors.Tests.Streams;

/// <summary>Events come in order, whole, and exactly once.</summary>
public abstract class EventStreamContract<TBackend>
    where TBackend : IStoreBackend, new()
{
    [Fact]
    public async Task Sequences_have_no_gaps_and_positions_ascend()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        foreach (var key in new[] { "a", "b", "a", "a", "b" })
        {
            await fixture.Account(key).DepositAsync(1);
        }

        var events = await fixture.EventsAsync();
        Assert.Equal(
            ["account/a 1", "account/b 1", "account/a 2", "account/a 3", "account/b 2"],
            events.Select(recorded => $"{recorded.Stream} {recorded.Sequence}"));
        Assert.Equal(events.Select(recorded => recorded.Position).Order().Distinct(), events.Select(recorded => recorded.Position));
        Assert.Null(EventChainVerifier.FindBreak(events));
        Assert.Equal(new StreamHead(3, events[3].Hash), await fixture.Account("a").HeadAsync());
        Assert.Equal(StreamHead.Empty, await fixture.Account("none").HeadAsync());
    }

    [Fact]
    public async Task Tampering_in_the_database_is_found()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        await fixture.Account("a").DepositAsync(1);
        await fixture.Account("a").DepositAsync(2);
        await fixture.Backend.ExecuteAsync("UPDATE events SET name = 'account.emptied' WHERE sequence = 1");
        var found = EventChainVerifier.FindBreak(await fixture.EventsAsync());
        Assert.Equal(("account/a", 1), (found!.Event.Stream, found.Event.Sequence));
    }

    [Fact]
    public async Task A_reader_resumes_and_filters_by_prefix()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        foreach (var key in new[] { "aa", "b", "ab", "aa", "\uFFFD" })
        {
            await fixture.Account(key).DepositAsync(1);
        }

        var all = await fixture.EventsAsync();
        var pages = new List<RecordedEvent>();
        IReadOnlyList<RecordedEvent> page;
        do
        {
            page = await fixture.Host.Events.ReadAsync(null, pages.LastOrDefault()?.Position ?? 0, 2);
            pages.AddRange(page);
        }
        while (page.Count == 2);
        Assert.Equal(all.Select(recorded => recorded.Position), pages.Select(recorded => recorded.Position));

        Assert.Equal(3, (await fixture.EventsAsync("account/a")).Count);
        Assert.Equal(2, (await fixture.EventsAsync("account/aa")).Count);
        Assert.Equal(5, (await fixture.EventsAsync("account/")).Count);
        Assert.Single(await fixture.EventsAsync("account/\uFFFD"));
        Assert.Empty(await fixture.EventsAsync("Account/"));
        Assert.Single(await fixture.Host.Events.ReadAsync("account/a", all[2].Position, 10));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => fixture.Host.Events.ReadAsync(null, -1, 1));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => fixture.Host.Events.ReadAsync(null, 0, 0));
    }

    [Fact]
    public async Task The_length_of_a_stream_is_that_of_this_stream_alone()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        foreach (var key in new[] { "a", "aa", "a", "b" })
        {
            await fixture.Account(key).DepositAsync(1);
        }

        Assert.Equal(2, await fixture.Host.Events.LengthAsync("account/a"));
        Assert.Equal(1, await fixture.Host.Events.LengthAsync("account/aa"));
        Assert.Equal(0, await fixture.Host.Events.LengthAsync("account/"));
        await Assert.ThrowsAnyAsync<Exception>(() => fixture.Account("a").DepositAsync(-10));
        Assert.Equal(2, await fixture.Host.Events.LengthAsync("account/a"));
    }

    [Fact]
    public async Task The_last_event_tells_its_time()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        Assert.Null(await fixture.Host.Events.LastRecordedAtAsync());
        await fixture.Account("a").DepositAsync(1);
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        await fixture.Account("b").DepositAsync(1);

        Assert.Equal(fixture.Clock.GetUtcNow(), await fixture.Host.Events.LastRecordedAtAsync());
    }

    [Fact]
    public async Task A_watcher_is_woken_and_loses_and_doubles_nothing()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        const int count = 600; // More than two pages.
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < count; i++)
            {
                await fixture.Account($"{i % 7}").DepositAsync(1);
            }
        });
        var seen = await TakeAsync(fixture, afterPosition: 0, count / 2);
        seen.AddRange(await TakeAsync(fixture, seen[^1].Position, count / 2));
        await writing;
        Assert.Equal((await fixture.EventsAsync()).Select(recorded => recorded.Position), seen.Select(recorded => recorded.Position));
    }

    [Fact]
    public async Task A_watcher_that_waits_can_be_cancelled()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        using var cancellation = new CancellationTokenSource();
        var watch = fixture.Host.Events.WatchAsync(null, 0, cancellation.Token).GetAsyncEnumerator();
        var next = watch.MoveNextAsync().AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    private static async Task<List<RecordedEvent>> TakeAsync(
        HostFixture<TBackend> fixture, long afterPosition, int count)
    {
        var taken = new List<RecordedEvent>();
        await foreach (var recorded in fixture.Host.Events.WatchAsync("account/", afterPosition))
        {
            taken.Add(recorded);
            if (taken.Count == count)
            {
                break;
            }
        }

        return taken;
    }
}
