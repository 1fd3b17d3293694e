namespace Tapestry.Actors.Hosting;

/// <summary>Counts the calls that run or wait, bounds them, and lets a host drain.</summary>
internal sealed class CallGate(int maxCalls)
{
    private const int Closed = int.MinValue / 2;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;

    public void Enter(GrainId grain)
    {
        var calls = Interlocked.Increment(ref _calls);
        if (calls > maxCalls)
        {
            Leave();
            throw new LimitExceededException(
                nameof(GrainHostOptions.MaxQueuedCalls), calls, maxCalls, $"Calls waiting with one to {grain}");
        }

        if (calls <= 0)
        {
            Leave();
            throw new ObjectDisposedException(nameof(GrainHost));
        }
    }

    public void Leave()
    {
        if (Interlocked.Decrement(ref _calls) == Closed)
        {
            _drained.TrySetResult();
        }
    }

    public Task CloseAsync()
    {
        int calls;
        do
        {
            calls = Volatile.Read(ref _calls);
            if (calls < 0)
            {
                return _drained.Task;
            }
        }
        while (Interlocked.CompareExchange(ref _calls, calls + Closed, calls) != calls);

        if (calls == 0)
        {
            _drained.TrySetResult();
        }

        return _drained.Task;
    }
}
