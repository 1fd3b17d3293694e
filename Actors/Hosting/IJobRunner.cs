namespace Tapestry.Actors.Hosting;

/// <summary>A job handler without its payload's type.</summary>
internal interface IJobRunner
{
    /// <summary>Fails early when the registry does not know kind and payload.</summary>
    void EnsureRegistered(GrainRegistry registry);

    Task RunAsync(
        GrainRegistry registry, JobContext job, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);
}
