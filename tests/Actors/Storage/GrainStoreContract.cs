using System.Text;
using Tapestry.Actors.Storage;
using Tapestry.Actors.Tests.Backends;

namespace Tapestry.Actors.Tests.Storage;

/// <summary>Transactions, snapshots and signals of a store, without a host.</summary>
public abstract class GrainStoreContract<TBackend> : IAsyncLifetime
    where TBackend : IStoreBackend, new()
{
    private static readonly GrainId Alice = new("account", "alice");
    private static readonly GrainId Bob = new("account", "bob");
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TBackend _backend = new();
    private IGrainStore _store = null!;

    public async Task InitializeAsync() => _store = await _backend.OpenAsync();

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task Rows_round_trip_and_are_replaced()
    {
        Assert.Null(await ReadAsync(Alice));
        await CommitAsync(new CommitBatch { Grains = [Row(Alice, "1"), Row(Bob, "2")] });
        await CommitAsync(new CommitBatch { Grains = [Row(Alice, "3") with { StateVersion = 2, Sequence = 7, HeadHash = Bytes(9) }] });
        var alice = await ReadAsync(Alice);
        Assert.Equal((2, "3", 7L), (alice!.StateVersion, Text(alice.State), alice.Sequence));
        Assert.Equal(Bytes(9), alice.HeadHash.ToArray());
        Assert.Equal("2", Text((await ReadAsync(Bob))!.State));
        Assert.Null(await ReadAsync(new GrainId("account", "Alice")));
        Assert.Null(await ReadAsync(new GrainId("run", "alice")));
    }

    [Fact]
    public async Task A_slice_of_a_buffer_is_stored_as_the_slice()
    {
        var buffer = Encoding.UTF8.GetBytes("xxstatexx");
        await CommitAsync(new CommitBatch { Grains = [Row(Alice, "") with { State = buffer.AsMemory(2, 5) }] });
        Assert.Equal("state", Text((await ReadAsync(Alice))!.State));
    }

    [Fact]
    public async Task Disposing_without_commit_undoes_and_frees_the_lock()
    {
        await using (var transaction = await _store.BeginAsync(default))
        {
            Assert.Null(await transaction.LoadAsync(Alice, default));
        }

        await CommitAsync(new CommitBatch { Grains = [Row(Alice, "1")] });
        Assert.NotNull(await ReadAsync(Alice));
    }

    [Fact]
    public async Task A_batch_with_a_sequence_that_exists_writes_nothing()
    {
        await CommitAsync(new CommitBatch { Events = [Event("a/1", 1)] });
        var clash = new CommitBatch { Grains = [Row(Alice, "1")], Events = [Event("a/1", 2), Event("a/1", 1)] };
        await Assert.ThrowsAnyAsync<GrainHostException>(() => CommitAsync(clash));
        Assert.Null(await ReadAsync(Alice));
        Assert.Single(await _store.Events.ReadAsync(null, 0, 10));
    }

    [Fact]
    public async Task A_snapshot_keeps_its_moment()
    {
        await CommitAsync(new CommitBatch { Grains = [Row(Alice, "1"), Row(Bob, "1")] });
        await using var snapshot = await _store.BeginSnapshotAsync(default);
        Assert.Equal("1", Text((await snapshot.LoadAsync(Alice, default))!.State));
        await CommitAsync(new CommitBatch { Grains = [Row(Alice, "2"), Row(Bob, "2")] });
        Assert.Equal("1", Text((await snapshot.LoadAsync(Bob, default))!.State));
        Assert.Equal("1", Text((await snapshot.LoadAsync(Alice, default))!.State));
    }

    [Fact]
    public async Task A_loaded_grain_is_locked_until_the_end()
    {
        var first = await _store.BeginAsync(default);
        await first.LoadAsync(Alice, default);
        var second = Task.Run(async () =>
        {
            await using var transaction = await _store.BeginAsync(default);
            return await transaction.LoadAsync(Alice, default);
        });
        await first.CommitAsync(new CommitBatch { Grains = [Row(Alice, "1")] }, default);
        await first.DisposeAsync();
        Assert.Equal("1", Text((await second)!.State));
    }

    [Fact]
    public async Task Waiting_transactions_are_served_and_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        await using (await _store.BeginAsync(default))
        {
            var waiting = LockAliceAsync(cancellation.Token);
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }

        await CommitAsync(new CommitBatch { Grains = [Row(Alice, "1")] });

        async Task LockAliceAsync(CancellationToken cancellationToken)
        {
            await using var transaction = await _store.BeginAsync(cancellationToken);
            await transaction.LoadAsync(Alice, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    [Fact]
    public async Task Commits_raise_the_signals_of_what_they_wrote()
    {
        var (events, reminders, jobs) = (_store.Signals.Events.Next(), _store.Signals.Reminders.Next(), _store.Signals.Jobs.Next());
        await CommitAsync(new CommitBatch { Grains = [Row(Alice, "1")] });
        Assert.False(events.IsCompleted || reminders.IsCompleted || jobs.IsCompleted);
        await CommitAsync(new CommitBatch { Events = [Event("a/1", 1)] });
        await events;
        Assert.False(reminders.IsCompleted || jobs.IsCompleted);
        await CommitAsync(new CommitBatch { Reminders = [new ReminderChange(Alice, "r", Start, null)] });
        await reminders;
        Assert.False(jobs.IsCompleted);
        await CommitAsync(new CommitBatch { Jobs = [new NewJob(Guid.Empty, "k", Bytes(1), 0, Start, 1, Start)] });
        await jobs;
        Assert.False(_store.Signals.Jobs.Next().IsCompleted);
    }

    [Fact]
    public async Task Reminders_round_trip_and_are_postponed_only_when_unchanged()
    {
        var change = new ReminderChange(Alice, "tick", Start, TimeSpan.FromMicroseconds(90_000_001));
        await CommitAsync(new CommitBatch { Reminders = [change, new ReminderChange(Bob, "b", Start.AddSeconds(1), null)] });
        var due = Assert.Single(await _store.Reminders.ListDueAsync(Start, 10, default));
        Assert.Equal(new ReminderRow(Alice, "tick", Start, change.Period, Start, 0, null), due);
        Assert.Equal(2, (await _store.Reminders.ListDueAsync(Start.AddSeconds(1), 10, default)).Count);
        Assert.Single(await _store.Reminders.ListDueAsync(Start.AddSeconds(1), 1, default));

        Assert.True(await _store.Reminders.PostponeAsync(due, Start.AddHours(1), "why", default));
        Assert.False(await _store.Reminders.PostponeAsync(due, Start.AddHours(2), "again", default));
        Assert.Equal(Start.AddSeconds(1), await _store.Reminders.NextRunAtAsync(default));
        await using var transaction = await _store.BeginAsync(default);
        await transaction.LoadAsync(Alice, default);
        var kept = await transaction.FindReminderAsync(Alice, "tick", default);
        Assert.Equal(due with { RunAt = Start.AddHours(1), Failures = 1, FailureReason = "why" }, kept);
        Assert.Null(await transaction.FindReminderAsync(Alice, "none", default));
    }

    [Fact]
    public async Task Another_store_over_the_database_sees_everything()
    {
        await CommitAsync(new CommitBatch { Grains = [Row(Alice, "1")], Events = [Event("a/1", 1)] });
        await using var other = await _backend.OpenAsync();
        await using var snapshot = await other.BeginSnapshotAsync(default);
        Assert.Equal("1", Text((await snapshot.LoadAsync(Alice, default))!.State));
        var recorded = Assert.Single(await other.Events.ReadAsync("a/1", 0, 10));
        Assert.Equal(("a/1", 1L, "x.happened", Start.AddTicks(10)), (recorded.Stream, recorded.Sequence, recorded.Name, recorded.RecordedAt));
        Assert.Equal("{}", Text(recorded.Payload));
        Assert.Equal(Bytes(1), recorded.PreviousHash.ToArray());
        Assert.Equal(Bytes(2), recorded.Hash.ToArray());
    }

    private static GrainRow Row(GrainId id, string state) =>
        new(id, 1, Encoding.UTF8.GetBytes(state), 0, StreamHead.Empty.Hash);

    private static NewEvent Event(string stream, long sequence) =>
        new(stream, sequence, "x.happened", Start.AddTicks(10), Encoding.UTF8.GetBytes("{}"), Bytes(1), Bytes(2));

    private static byte[] Bytes(byte value) => [.. Enumerable.Repeat(value, EventHash.SizeBytes)];

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    private async Task<GrainRow?> ReadAsync(GrainId id)
    {
        await using var snapshot = await _store.BeginSnapshotAsync(default);
        return await snapshot.LoadAsync(id, default);
    }

    private async Task CommitAsync(CommitBatch batch)
    {
        await using var transaction = await _store.BeginAsync(default);
        await transaction.CommitAsync(batch, default);
    }
}
