using Tapestry.Actors;

namespace Tapestry.Benchmarks.Actors;

/// <summary>A counter.</summary>
internal sealed class CounterGrain : Grain<CounterState>, ICounter
{
    public Task<long> AddAsync(long amount)
    {
        State = State with { Count = State.Count + amount };
        Context.Emit(new Counted(amount, State.Count));
        return Task.FromResult(State.Count);
    }

    [ReadOnlyCall]
    public Task<long> CountAsync() => Task.FromResult(State.Count);
}
