using Npgsql;
using Tapestry.Actors.Postgres;
using Tapestry.Actors.Storage;
using Tapestry.Actors.Tests.Backends;
using Tapestry.Actors.Tests.Hosting;

namespace Tapestry.Actors.Tests.Postgres;

/// <summary>Transactions of several silos that want the same grains.</summary>
public sealed class PostgresLockTests
{
    private static readonly GrainId Alice = new("account", "alice");
    private static readonly GrainId Bob = new("account", "bob");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_deadlock_is_a_conflict_of_one_and_the_other_goes_on(bool rowsExist)
    {
        await using var backend = new PostgresBackend();
        await using var store = await backend.OpenAsync();
        if (rowsExist)
        {
            await SaveAsync(store, Alice, Bob);
        }

        await using var first = await store.BeginAsync(default);
        await using var second = await store.BeginAsync(default);
        await first.LoadAsync(Alice, default);
        await second.LoadAsync(Bob, default);
        var outcomes = await Task.WhenAll(TryLoadAsync(first, Bob), TryLoadAsync(second, Alice));
        Assert.IsType<StoreConflictException>(Assert.Single(outcomes, outcome => outcome is not null));
    }

    [Fact]
    public async Task Crossing_transfers_of_two_silos_are_retried_until_all_are_done()
    {
        await using var fixture = await HostFixture<PostgresBackend>.CreateAsync();
        var patient = new GrainHostOptions { MaxCallAttempts = 100 };
        const int transfers = 20;
        await fixture.Account("a").DepositAsync(transfers);
        await fixture.Account("b").DepositAsync(transfers);
        var hosts = new[]
        {
            fixture.Add(fixture.Store, Model.TestModel.Registry(), patient, TimeProvider.System),
            fixture.Add(await fixture.OpenAnotherStoreAsync(), Model.TestModel.Registry(), patient, TimeProvider.System),
        };
        await Task.WhenAll(hosts.Select((host, index) => Task.Run(async () =>
        {
            var (from, to) = index == 0 ? ("a", "b") : ("b", "a");
            for (var i = 0; i < transfers; i++)
            {
                await host.GetGrain<Model.IAccount>(from).TransferAsync(to, 1);
            }
        })));
        Assert.Equal(transfers, await fixture.Account("a").BalanceAsync());
        Assert.Equal(transfers, await fixture.Account("b").BalanceAsync());
        Assert.Null(EventChainVerifier.FindBreak(await fixture.EventsAsync()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_lock_that_is_held_too_long_is_a_conflict(bool rowsExist)
    {
        await using var backend = new PostgresBackend();
        await using var store = await PostgresGrainStore.OpenAsync(
            await backend.OptionsAsync() with { LockTimeout = TimeSpan.FromMilliseconds(50) });
        if (rowsExist)
        {
            await SaveAsync(store, Alice);
        }

        await using var first = await store.BeginAsync(default);
        await first.LoadAsync(Alice, default);
        await using var second = await store.BeginAsync(default);
        Assert.IsType<StoreConflictException>(await TryLoadAsync(second, Alice));
        await first.CommitAsync(new CommitBatch { Grains = [Row(Alice)] }, default);
    }

    [Fact]
    public async Task A_frozen_silo_loses_its_locks_and_writes_nothing()
    {
        await using var backend = new PostgresBackend();
        await using var store = await PostgresGrainStore.OpenAsync(
            await backend.OptionsAsync() with { IdleTransactionTimeout = TimeSpan.FromMilliseconds(50) });
        await using var other = await backend.OpenAsync();
        await using var frozen = await store.BeginAsync(default);
        await frozen.LoadAsync(Alice, default);
        await SaveAsync(other, Alice); // Waits until the server has ended the frozen session.
        var late = new CommitBatch { Grains = [Row(Alice) with { StateVersion = 9 }] };
        await Assert.ThrowsAsync<StoreConflictException>(async () => await frozen.CommitAsync(late, default));
        await using var snapshot = await other.BeginSnapshotAsync(default);
        Assert.Equal(1, (await snapshot.LoadAsync(Alice, default))!.StateVersion);
    }

    [Fact]
    public async Task A_transaction_that_lasts_too_long_is_ended_by_another_silo()
    {
        await using var backend = new PostgresBackend();
        var options = await backend.OptionsAsync();
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString) { ApplicationName = "another program" };
        await using var store = await PostgresGrainStore.OpenAsync(options with { ConnectionString = settings.ToString() });
        await SaveAsync(store, Alice);
        await using var endless = await backend.ConnectAsync(); // Without the store's own timeouts.
        await using var command = new NpgsqlCommand("BEGIN; SELECT key FROM grains FOR UPDATE", endless);
        Assert.Equal("alice", await command.ExecuteScalarAsync());
        await using var ending = await PostgresGrainStore.OpenAsync(options with
        {
            MaxTransaction = TimeSpan.FromMilliseconds(50), MaxSilence = TimeSpan.FromMilliseconds(10),
        });
        await SaveAsync(store, Alice);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => command.ExecuteScalarAsync());
    }

    private static GrainRow Row(GrainId id) => new(id, 1, "{}"u8.ToArray(), 0, StreamHead.Empty.Hash);

    private static async Task SaveAsync(IGrainStore store, params GrainId[] ids)
    {
        await using var transaction = await store.BeginAsync(default);
        foreach (var id in ids)
        {
            await transaction.LoadAsync(id, default);
        }

        await transaction.CommitAsync(new CommitBatch { Grains = [.. ids.Select(Row)] }, default);
    }

    private static async Task<Exception?> TryLoadAsync(IGrainTransaction transaction, GrainId id) =>
        await Record.ExceptionAsync(async () => await transaction.LoadAsync(id, default));
}
