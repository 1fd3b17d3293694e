using FsCheck;
using FsCheck.Fluent;
using Tapestry.Actors.Tests.Backends;
using Tapestry.Actors.Tests.Model;

namespace Tapestry.Actors.Tests.Hosting;

/// <summary>Random calls and faults against a model in memory: what was not refused happened, and nothing else did.</summary>
public abstract class GrainModelContract<TBackend>
    where TBackend : IStoreBackend, new()
{
    private static readonly string[] Keys = ["a", "b", "c"];

    public sealed record Turn(int From, int To, int Amount, bool IsTransfer, bool StoreFails);

    [Fact]
    public void Calls_behave_as_the_model()
    {
        var step =
            from parties in Gen.Choose(0, Keys.Length - 1).Two()
            from amount in Gen.Choose(-3, 6)
            from isTransfer in ArbMap.Default.GeneratorFor<bool>()
            from fault in Gen.Choose(0, 4)
            select new Turn(parties.Item1, parties.Item2, amount, isTransfer, fault == 0);
        var config = Config.QuickThrowOnFailure.WithMaxTest(20).WithEndSize(30);
        Check.One(config, Prop.ForAll(step.ListOf().ToArbitrary(), steps => HoldsAsync([.. steps]).GetAwaiter().GetResult()));
    }

    private static async Task<bool> HoldsAsync(Turn[] steps)
    {
        await using var fixture = await HostFixture<TBackend>.CreateAsync();
        var balances = Keys.ToDictionary(key => key, _ => 0L);
        var sequences = Keys.ToDictionary(key => key, _ => 0L);
        foreach (var step in steps)
        {
            await StepAsync(fixture, step, balances, sequences);
        }

        foreach (var key in Keys)
        {
            Assert.Equal(balances[key], await fixture.Account(key).BalanceAsync());
            Assert.Equal(sequences[key], (await fixture.Account(key).HeadAsync()).Sequence);
        }

        var events = await fixture.EventsAsync();
        Assert.Equal(sequences.Values.Sum(), events.Count);
        return EventChainVerifier.FindBreak(events) is null;
    }

    private static async Task StepAsync(
        HostFixture<TBackend> fixture, Turn step, Dictionary<string, long> balances, Dictionary<string, long> sequences)
    {
        var (from, to) = (Keys[step.From], Keys[step.To]);
        fixture.Store.BeforeCommit = () => step.StoreFails
            ? throw new StoreUnavailableException("the store", "planted.", "none.")
            : ValueTask.CompletedTask;
        var thrown = await Record.ExceptionAsync(() => step.IsTransfer
            ? fixture.Account(from).TransferAsync(to, step.Amount)
            : fixture.Account(from).DepositAsync(step.Amount));
        var expected = Expected(step, from, to, balances);
        Assert.Equal(expected, thrown?.GetType());
        if (expected is not null)
        {
            return;
        }

        balances[from] += step.IsTransfer ? -step.Amount : step.Amount;
        sequences[from]++;
        if (step.IsTransfer)
        {
            balances[to] += step.Amount;
            sequences[to]++;
        }
    }

    private static Type? Expected(Turn step, string from, string to, Dictionary<string, long> balances)
    {
        if (step.IsTransfer && from == to)
        {
            return typeof(ReentrantCallException);
        }

        var isOverdrawn = step.IsTransfer
            ? balances[to] + step.Amount < 0 || balances[from] - step.Amount < 0
            : balances[from] + step.Amount < 0;
        return isOverdrawn ? typeof(TestFaultException)
            : step.StoreFails ? typeof(StoreUnavailableException)
            : null;
    }
}
