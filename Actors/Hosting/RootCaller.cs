using Tapestry.Actors.Storage;
using Tapestry.Actors.Telemetry;

namespace Tapestry.Actors.Hosting;

/// <summary>Runs root calls: admits them, gives each a transaction, and retries those that met a conflict.</summary>
internal sealed class RootCaller(IGrainStore store, HostServices services) : IGrainCaller
{
    private readonly CallGate _gate = new(services.Options.MaxQueuedCalls);

    public ValueTask<Task> CallAsync(GrainDefinition grain, GrainId id, GrainMethod method, object?[] arguments) =>
        RunAsync(new RootCall(grain, id, method, arguments));

    /// <summary>Runs the call; a scheduler of the caller's must not catch the continuations of grain code.</summary>
    public ValueTask<Task> RunAsync(RootCall call) => TaskScheduler.Current == TaskScheduler.Default
        ? AdmitAsync(call)
        : new ValueTask<Task>(Task.Run(() => AdmitAsync(call).AsTask()));

    public Task DrainAsync() => _gate.CloseAsync();

    private async ValueTask<Task> AdmitAsync(RootCall call)
    {
        _gate.Enter(call.Id);
        var measure = CallMeasure.Start(call, services.Time);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    var completed = await AttemptAsync(call).ConfigureAwait(false);
                    measure.End();
                    return completed;
                }
                catch (StoreConflictException conflict)
                {
                    measure.Conflict(attempt);
                    await services.Retry.WaitAsync(call.ToString(), attempt, conflict).ConfigureAwait(false);
                }
            }
        }
        catch (Exception failure)
        {
            measure.End(failure);
            throw;
        }
        finally
        {
            _gate.Leave();
        }
    }

    private ValueTask<Task> AttemptAsync(RootCall call) =>
        call.Method.IsReadOnly ? ReadAsync(call) : WriteAsync(call);

    private async ValueTask<Task> ReadAsync(RootCall call)
    {
        var snapshot = await store.BeginSnapshotAsync(CancellationToken.None).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
        {
            var transaction = new CallTransaction(services, snapshot);
            await using (transaction.ConfigureAwait(false))
            {
                var completed = await RunMethodAsync(transaction, call).ConfigureAwait(false);
                transaction.Complete();
                return completed;
            }
        }
    }

    private async ValueTask<Task> WriteAsync(RootCall call)
    {
        var session = await store.BeginAsync(CancellationToken.None).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var transaction = new CallTransaction(services, session);
            await using (transaction.ConfigureAwait(false))
            {
                return await WriteAsync(transaction, session, call).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<Task> WriteAsync(CallTransaction transaction, IGrainTransaction session, RootCall call)
    {
        if (call.Prepare is not null && !await call.Prepare(transaction, session).ConfigureAwait(false))
        {
            return Task.CompletedTask;
        }

        var completed = await RunMethodAsync(transaction, call).ConfigureAwait(false);
        var batch = transaction.Complete();
        if (!batch.IsEmpty)
        {
            await session.CommitAsync(batch, CancellationToken.None).ConfigureAwait(false);
            services.Options.OnCommitted?.Invoke(batch.Events);
        }

        return completed;
    }

    private static async ValueTask<Task> RunMethodAsync(CallTransaction transaction, RootCall call)
    {
        var target = await transaction.ActivateAsync(call.Grain, call.Id).ConfigureAwait(false);
        var frame = new CallFrame(target, call.Method, caller: null);
        FrameRunner.Start(transaction, frame, call.Arguments);
        await FrameRunner.DriveAsync(transaction, frame).ConfigureAwait(false);
        return FrameRunner.Finish(transaction, frame);
    }
}
