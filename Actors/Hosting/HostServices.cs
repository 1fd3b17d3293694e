namespace Tapestry.Actors.Hosting;

/// <summary>What every transaction of a host shares.</summary>
internal sealed record HostServices(
    GrainRegistry Registry, TimeProvider Time, IIdSource Ids, ISecureRandom Random, GrainHostOptions Options);
