namespace Tapestry.Actors.Tests.Model;

internal sealed class AlarmGrain : Grain<ProbeState>, IAlarm, IRemindable
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Task SetAsync(string name, DateTimeOffset dueAt, TimeSpan? period)
    {
        Context.SetReminder(name, dueAt, period);
        return Task.CompletedTask;
    }

    public Task CancelAsync(string name)
    {
        Context.CancelReminder(name);
        return Task.CompletedTask;
    }

    [ReadOnlyCall]
    public Task<string> HeardAsync() => Task.FromResult(State.Log);

    public Task ReceiveReminderAsync(string name)
    {
        var minute = (int)(Context.Now - Start).TotalMinutes;
        State = State with { Log = $"{State.Log} {name}@{minute}".TrimStart() };
        Context.Emit(new Deposited(0, 0));
        switch (name)
        {
            case "fail":
                throw new TestFaultException(name);
            case "again":
                Context.SetReminder(name, Context.Now);
                break;
            case "stop":
                Context.CancelReminder(name);
                break;
        }

        return Task.CompletedTask;
    }
}
