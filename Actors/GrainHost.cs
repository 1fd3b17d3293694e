using Tapestry.Actors.Hosting;
using Tapestry.Actors.Storage;

namespace Tapestry.Actors;

/// <summary>Runs grains on a store: every root call is one transaction. Safe for concurrent use.</summary>
public sealed class GrainHost : IGrainFactory, IAsyncDisposable
{
    private readonly HostServices _services;
    private readonly RootCaller _caller;

    /// <summary>A host over an open store, which it does not dispose.</summary>
    public GrainHost(
        IGrainStore store, GrainRegistry registry, TimeProvider time, IIdSource ids, ISecureRandom random,
        GrainHostOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(registry);
        registry.Complete();
        Store = store;
        _services = new HostServices(registry, time, ids, random, options ?? new GrainHostOptions());
        _caller = new RootCaller(store, _services);
        Jobs = new JobAdministration(store.Jobs, _services);
    }

    /// <summary>Committed events of all grains.</summary>
    public IEventReader Events => Store.Events;

    /// <summary>Look-up and repair of jobs.</summary>
    public JobAdministration Jobs { get; }

    internal IGrainStore Store { get; }

    internal HostServices Services => _services;

    internal RootCaller Caller => _caller;

    /// <inheritdoc/>
    public T GetGrain<T>(string key)
        where T : class
    {
        var grainInterface = _services.Registry.Interface(typeof(T));
        GrainKey.Validate(grainInterface.Grain.Type, key, _services.Options.MaxKeyLength);
        return GrainProxy.Create<T>(grainInterface, key, _caller);
    }

    /// <summary>Refuses further calls and waits for those that run.</summary>
    public ValueTask DisposeAsync() => new(_caller.DrainAsync());
}
