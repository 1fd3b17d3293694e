namespace Tapestry.Actors.Hosting;

/// <summary>One running grain method and the chain of calls that led to it.</summary>
internal sealed class CallFrame
{
    private Queue<PendingCall>? _pending;

    public CallFrame(Activation target, GrainMethod method, CallFrame? caller)
    {
        Target = target;
        Method = method;
        Caller = caller;
        Depth = caller is null ? 0 : caller.Depth + 1;
        IsReadOnly = method.IsReadOnly || caller is { IsReadOnly: true };
    }

    public Activation Target { get; }

    public GrainMethod Method { get; }

    public CallFrame? Caller { get; }

    public int Depth { get; }

    public bool IsReadOnly { get; }

    /// <summary>The grain's task; null until the method has returned it.</summary>
    public Task Task { get; set; } = Task.CompletedTask;

    /// <summary>State at the start of a read-only method.</summary>
    public ReadOnlyMemory<byte> StateBefore { get; set; }

    public bool HasPending => _pending is { Count: > 0 };

    public ValueTask<Task> Enqueue(PendingCall call)
    {
        (_pending ??= new()).Enqueue(call);
        return new ValueTask<Task>(call.Result);
    }

    public PendingCall Peek() => _pending!.Peek();

    public void Dequeue() => _pending!.Dequeue();

    /// <summary>Grains from the root call to this one and then <paramref name="next"/>.</summary>
    public IReadOnlyList<GrainId> ChainTo(GrainId next)
    {
        var chain = new List<GrainId> { next };
        for (var frame = this; frame is not null; frame = frame.Caller)
        {
            chain.Add(frame.Target.Id);
        }

        chain.Reverse();
        return chain;
    }
}
