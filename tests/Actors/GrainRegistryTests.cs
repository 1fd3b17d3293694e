using Tapestry.Actors.Tests.Model;

namespace Tapestry.Actors.Tests;

public sealed class GrainRegistryTests
{
    public interface INotAsync
    {
        int Count();
    }

    public interface IGeneric
    {
        Task RunAsync<T>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("Run")]
    [InlineData("a/b")]
    [InlineData("a.b")]
    [InlineData("a b")]
    public void Type_names_are_checked(string type) => Assert.ThrowsAny<ArgumentException>(() => AddAccount(new(), type));

    [Fact]
    public void Names_are_registered_once()
    {
        var registry = AddAccount(new GrainRegistry(), "account").AddEvent("a.b", ModelJson.Default.Deposited)
            .AddJob("audit", ModelJson.Default.Audit);
        Assert.Throws<ArgumentException>(() => AddAccount(registry, "account"));
        Assert.Throws<ArgumentException>(() => AddAccount(registry, "other"));
        Assert.Throws<ArgumentException>(
            () => registry.AddGrain<IProbe, ProbeGrain, ProbeState>("account", 1, ModelJson.Default.ProbeState));
        Assert.Throws<ArgumentException>(() => registry.AddEvent("a.b", ModelJson.Default.Audit));
        Assert.Throws<ArgumentException>(() => registry.AddEvent("c.d", ModelJson.Default.Deposited));
        Assert.Throws<ArgumentException>(() => registry.AddJob("audit", ModelJson.Default.Audit));
    }

    [Fact]
    public void Interfaces_that_cannot_be_a_grains_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new GrainRegistry()
            .AddGrain<INotAsync, NotAsyncGrain, ProbeState>("x", 1, ModelJson.Default.ProbeState));
        Assert.Throws<ArgumentException>(() => new GrainRegistry()
            .AddGrain<IGeneric, GenericGrain, ProbeState>("x", 1, ModelJson.Default.ProbeState));
        Assert.Throws<ArgumentException>(() => new GrainRegistry()
            .AddGrain<ProbeGrain, ProbeGrain, ProbeState>("x", 1, ModelJson.Default.ProbeState));
    }

    [Fact]
    public void A_grain_without_a_host_says_so() =>
        Assert.Throws<InvalidOperationException>(() => { _ = new AccountGrain().BalanceAsync(); });

    private static GrainRegistry AddAccount(GrainRegistry registry, string type) =>
        registry.AddGrain<IAccount, AccountGrain, AccountState>(type, 1, ModelJson.Default.AccountState);

    private sealed class NotAsyncGrain : Grain<ProbeState>, INotAsync
    {
        public int Count() => 0;
    }

    private sealed class GenericGrain : Grain<ProbeState>, IGeneric
    {
        public Task RunAsync<T>() => Task.CompletedTask;
    }
}
