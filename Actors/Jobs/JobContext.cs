namespace Tapestry.Actors;

/// <summary>The run of one job under a lease.</summary>
public sealed class JobContext
{
    private readonly Func<CancellationToken, Task> _heartbeat;

    internal JobContext(Guid id, string kind, int attempt, Func<CancellationToken, Task> heartbeat)
    {
        Id = id;
        Kind = kind;
        Attempt = attempt;
        _heartbeat = heartbeat;
    }

    /// <summary>The job's id.</summary>
    public Guid Id { get; }

    /// <summary>The registered kind.</summary>
    public string Kind { get; }

    /// <summary>1 on the first run.</summary>
    public int Attempt { get; }

    /// <summary>Extends the lease by its full length from now.</summary>
    /// <exception cref="LeaseLostException">The lease has ended; the handler should stop.</exception>
    public Task HeartbeatAsync(CancellationToken cancellationToken = default) => _heartbeat(cancellationToken);
}
