namespace Tapestry.Actors.Hosting;

/// <summary>Knows the thread on which grain code of one transaction runs now; code elsewhere has escaped its call.</summary>
internal sealed class GrainThread
{
    private int _threadId;

    public bool IsCurrent => _threadId == Environment.CurrentManagedThreadId;

    /// <summary>Marks the start of grain code; continuations then run inline, never on a captured context.</summary>
    public Scope Enter()
    {
        var context = SynchronizationContext.Current;
        if (context is not null)
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }

        var scope = new Scope(_threadId, context);
        _threadId = Environment.CurrentManagedThreadId;
        return scope;
    }

    public void Leave(Scope scope)
    {
        _threadId = scope.ThreadId;
        if (scope.Context is not null)
        {
            SynchronizationContext.SetSynchronizationContext(scope.Context);
        }
    }

    public readonly record struct Scope(int ThreadId, SynchronizationContext? Context);
}
