using Tapestry.Actors.Hosting;

namespace Tapestry.Actors;

/// <summary>The kinds of jobs that a worker runs.</summary>
public sealed class JobHandlers
{
    private readonly Dictionary<string, IJobRunner> _runners = new(StringComparer.Ordinal);

    internal IReadOnlyDictionary<string, IJobRunner> Runners => _runners;

    /// <summary>Adds the handler of a kind.</summary>
    /// <exception cref="ArgumentException">The kind has a handler already.</exception>
    public JobHandlers Add<TPayload>(string kind, IJobHandler<TPayload> handler)
        where TPayload : class
    {
        ArgumentNullException.ThrowIfNull(handler);
        _runners.Add(kind, new JobRunner<TPayload>(kind, handler));
        return this;
    }
}
