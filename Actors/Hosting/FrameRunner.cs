namespace Tapestry.Actors.Hosting;

/// <summary>Starts a grain method, drives the joined calls it waits for, and checks how it ended.</summary>
internal static class FrameRunner
{
    /// <summary>Runs the method up to its first wait.</summary>
    public static void Start(CallTransaction transaction, CallFrame frame, object?[] arguments)
    {
        frame.Target.Enter(frame);
        var scope = transaction.Thread.Enter();
        try
        {
            frame.Task = frame.Method.Invoke(frame.Target.Grain, arguments);
        }
        finally
        {
            transaction.Thread.Leave(scope);
        }
    }

    /// <summary>
    /// Runs the joined calls that the method waits for, one after the other. A method that waits while none is left
    /// awaits something foreign.
    /// </summary>
    public static async ValueTask DriveAsync(CallTransaction transaction, CallFrame frame)
    {
        while (!frame.Task.IsCompleted && frame.HasPending)
        {
            await frame.Peek().DriveAsync(transaction.Thread).ConfigureAwait(false);
            frame.Dequeue();
        }
    }

    /// <summary>The completed task; throws what the method threw, or what was wrong about it.</summary>
    public static Task Finish(CallTransaction transaction, CallFrame frame)
    {
        frame.Target.Leave();
        try
        {
            Refuse(frame);
            frame.Task.GetAwaiter().GetResult();
            return frame.Task;
        }
        catch (Exception exception) when (!frame.IsReadOnly || exception is GrainHostException)
        {
            transaction.Doom(exception);
            throw;
        }
    }

    private static void Refuse(CallFrame frame)
    {
        var id = frame.Target.Id;
        if (!frame.Task.IsCompleted)
        {
            throw new GrainAwaitException(id, frame.Method.Name, "awaits something that is no grain call");
        }

        if (frame.HasPending)
        {
            throw new GrainAwaitException(id, frame.Method.Name, "returned before a grain call that it made had ended");
        }

        if (frame.IsReadOnly && !frame.Target.IsUnchangedSince(frame))
        {
            throw new ReadOnlyCallException(id, frame.Method.Name, "changes State");
        }
    }
}
