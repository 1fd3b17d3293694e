namespace Tapestry.Actors.Hosting;

/// <summary>
/// A call of one grain to another in the same transaction. It runs inline as long as the store answers at once, and
/// waits for the driver of the calling frame otherwise.
/// </summary>
internal sealed class JoinedCall
{
    private readonly CallTransaction _transaction;
    private readonly CallFrame _caller;
    private readonly GrainMethod _method;
    private readonly object?[] _arguments;

    private JoinedCall(CallTransaction transaction, CallFrame caller, GrainMethod method, object?[] arguments)
    {
        _transaction = transaction;
        _caller = caller;
        _method = method;
        _arguments = arguments;
    }

    public static ValueTask<Task> Start(
        CallTransaction transaction, CallFrame caller, GrainDefinition grain, GrainId id, GrainMethod method,
        object?[] arguments)
    {
        transaction.CountJoinedCall(caller.Target.Id);
        EnsureAllowed(transaction, caller, id, method);
        var call = new JoinedCall(transaction, caller, method, arguments);
        if (caller.HasPending)
        {
            return caller.Enqueue(new PendingCall(() => call.LoadAndRunAsync(transaction.ActivateAsync(grain, id))));
        }

        var load = transaction.ActivateAsync(grain, id);
        if (!load.IsCompletedSuccessfully)
        {
            return caller.Enqueue(new PendingCall(() => call.LoadAndRunAsync(load)));
        }

        var frame = call.StartFrame(load.Result);
        return frame.Task.IsCompleted || !frame.HasPending
            ? new ValueTask<Task>(FrameRunner.Finish(transaction, frame))
            : caller.Enqueue(new PendingCall(() => call.DriveAsync(frame)));
    }

    private static void EnsureAllowed(CallTransaction transaction, CallFrame caller, GrainId id, GrainMethod method)
    {
        if (caller.IsReadOnly && !method.IsReadOnly)
        {
            throw new ReadOnlyCallException(
                caller.Target.Id, caller.Method.Name, $"calls {id}.{method.Name}, which is not");
        }

        Limit.Enforce(
            nameof(GrainHostOptions.MaxCallDepth), caller.Depth + 1, transaction.Services.Options.MaxCallDepth,
            "Call chain to", id);
    }

    private async Task<Task> LoadAndRunAsync(ValueTask<Activation> load) =>
        await DriveAsync(StartFrame(await load.ConfigureAwait(false))).ConfigureAwait(false);

    private async Task<Task> DriveAsync(CallFrame frame)
    {
        await FrameRunner.DriveAsync(_transaction, frame).ConfigureAwait(false);
        return FrameRunner.Finish(_transaction, frame);
    }

    private CallFrame StartFrame(Activation target)
    {
        if (target.Frame is not null)
        {
            throw new ReentrantCallException(_caller.ChainTo(target.Id));
        }

        var frame = new CallFrame(target, _method, _caller);
        FrameRunner.Start(_transaction, frame, _arguments);
        return frame;
    }
}
