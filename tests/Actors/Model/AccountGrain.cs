namespace Tapestry.Actors.Tests.Model;

internal sealed class AccountGrain : Grain<AccountState>, IAccount, IRemindable
{
    public Task<long> DepositAsync(long amount)
    {
        State = State with { Balance = State.Balance + amount };
        if (State.Balance < 0)
        {
            throw new TestFaultException("overdrawn");
        }

        Context.Emit(new Deposited(amount, State.Balance));
        return Task.FromResult(State.Balance);
    }

    public async Task TransferAsync(string receiver, long amount)
    {
        await Context.GetGrain<IAccount>(receiver).DepositAsync(amount);
        await DepositAsync(-amount);
    }

    [ReadOnlyCall]
    public Task<long> BalanceAsync() => Task.FromResult(State.Balance);

    [ReadOnlyCall]
    public async Task<long> SumAsync(string[] others)
    {
        var sum = State.Balance;
        foreach (var other in others)
        {
            sum += await Context.GetGrain<IAccount>(other).BalanceAsync();
        }

        return sum;
    }

    [ReadOnlyCall]
    public Task<bool> IsNewAsync() => Task.FromResult(IsNew);

    [ReadOnlyCall]
    public Task<StreamHead> HeadAsync() => Task.FromResult(Context.Head);

    public Task TouchEverythingAsync(DateTimeOffset dueAt, string? failure)
    {
        State = State with { Balance = State.Balance + 1 };
        Context.Emit(new Deposited(1, State.Balance));
        Context.SetReminder("touch", dueAt);
        Context.EnqueueJob("audit", new Audit(Context.Id.Key));
        return failure is null ? Task.CompletedTask : throw new TestFaultException(failure);
    }

    public Task ReceiveReminderAsync(string name)
    {
        State = State with { Reminded = State.Reminded + 1 };
        Context.Emit(new Deposited(0, State.Balance));
        return name.StartsWith("fail", StringComparison.Ordinal)
            ? throw new TestFaultException(name)
            : Task.CompletedTask;
    }
}
