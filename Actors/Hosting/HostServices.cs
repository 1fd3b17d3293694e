namespace Tapestry.Actors.Hosting;

/// <summary>What every transaction of a host shares.</summary>
internal sealed record HostServices(
    GrainRegistry Registry, TimeProvider Time, IIdSource Ids, ISecureRandom Random, GrainHostOptions Options)
{
    public ConflictRetry Retry { get; } = new(Time, Random, Options);

    /// <summary>The clock in whole microseconds.</summary>
    public DateTimeOffset Now => Microseconds.Truncate(Time.GetUtcNow());
}
