using System.Text.Json.Nodes;
using Tapestry.Actors.Storage;
using Tapestry.Actors.Tests.Backends;
using Tapestry.Actors.Tests.Model;

namespace Tapestry.Actors.Tests.Hosting;

/// <summary>Stored state is versioned; what cannot be read is refused and left alone.</summary>
public abstract class GrainStateContract<TBackend>
    where TBackend : IStoreBackend, new()
{
    [Fact]
    public async Task A_row_looks_as_pinned()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        await fixture.Account("alice").DepositAsync(5);
        await using var snapshot = await fixture.Store.BeginSnapshotAsync(default);
        var row = await snapshot.LoadAsync(new GrainId("account", "alice"), default);
        Golden.Assert("grain-row.txt", $"""
            id {row!.Id}
            state version {row.StateVersion}
            state {System.Text.Encoding.UTF8.GetString(row.State.Span)}
            sequence {row.Sequence}
            head hash {Convert.ToHexStringLower(row.HeadHash.Span)}
            """);
    }

    [Fact]
    public async Task A_newer_version_is_refused()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        await PlantAsync(fixture, version: 9, "{}");
        var refused = await Assert.ThrowsAsync<UnknownStateVersionException>(() => fixture.Account("a").DepositAsync(1));
        Assert.Equal((new GrainId("account", "a"), 9, 1), (refused.Grain, refused.Found, refused.Supported));
        Assert.Contains("Remedy", refused.Message, StringComparison.Ordinal);
        await AssertStoredAsync(fixture, 9, "{}");
    }

    [Fact]
    public async Task An_older_version_without_an_upgrade_is_refused()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        await PlantAsync(fixture, version: 1, "{}");
        var host = fixture.Add(fixture.Store, Version3(null), null);
        var refused = await Assert.ThrowsAsync<UnknownStateVersionException>(() => host.GetGrain<IAccount>("a").DepositAsync(1));
        Assert.Equal((1, 3), (refused.Found, refused.Supported));
    }

    [Fact]
    public async Task An_older_version_is_upgraded_and_saved_by_the_next_write()
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        await PlantAsync(fixture, version: 2, """{"cents":300}""");
        var host = fixture.Add(fixture.Store, Version3((from, old) => new JsonObject
        {
            ["balance"] = (long)old["cents"]! / 100,
            ["reminded"] = from,
        }), null);
        Assert.Equal(3, await host.GetGrain<IAccount>("a").BalanceAsync());
        await AssertStoredAsync(fixture, 2, """{"cents":300}""");
        Assert.Equal(4, await host.GetGrain<IAccount>("a").DepositAsync(1));
        await AssertStoredAsync(fixture, 3, """{"balance":4,"reminded":2}""");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task Corrupt_state_is_refused_and_kept(string json)
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        await PlantAsync(fixture, version: 1, json);
        var refused = await Assert.ThrowsAsync<CorruptStateException>(() => fixture.Account("a").DepositAsync(1));
        Assert.Equal(new GrainId("account", "a"), refused.Grain);
        await AssertStoredAsync(fixture, 1, json);
    }

    private static GrainRegistry Version3(Func<int, JsonObject, JsonObject>? upgrade) => new GrainRegistry()
        .AddGrain<IAccount, AccountGrain, AccountState>("account", 3, ModelJson.Default.AccountState, upgrade)
        .AddEvent("account.deposited", ModelJson.Default.Deposited);

    private static async Task PlantAsync(HostFixture<TBackend> fixture, int version, string json)
    {
        await using var transaction = await fixture.Store.BeginAsync(default);
        var row = new GrainRow(
            new GrainId("account", "a"), version, System.Text.Encoding.UTF8.GetBytes(json), 0, StreamHead.Empty.Hash);
        await transaction.CommitAsync(new CommitBatch { Grains = [row] }, default);
    }

    private static async Task AssertStoredAsync(HostFixture<TBackend> fixture, int version, string json)
    {
        await using var snapshot = await fixture.Store.BeginSnapshotAsync(default);
        var row = await snapshot.LoadAsync(new GrainId("account", "a"), default);
        Assert.Equal((version, json), (row!.StateVersion, System.Text.Encoding.UTF8.GetString(row.State.Span)));
    }
}
