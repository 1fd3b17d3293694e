using System.Globalization;
using Tapestry.Actors;
using Tapestry.Actors.Storage;

namespace Tapestry.Benchmarks.Actors;

/// <summary>A host with counters that exist.</summary>
internal sealed class CounterHost : IAsyncDisposable
{
    private readonly GrainHost _host;
    private readonly ICounter[] _counters;

    private CounterHost(GrainHost host, int keys)
    {
        _host = host;
        _counters = [.. Enumerable.Range(0, keys).Select(
            key => host.GetGrain<ICounter>(key.ToString(CultureInfo.InvariantCulture)))];
    }

    /// <summary>A counter.</summary>
    public ICounter this[int key] => _counters[key];

    /// <summary>Counts once on every counter.</summary>
    public static async Task<CounterHost> CreateAsync(IGrainStore store, int keys)
    {
        var random = new SystemSecureRandom();
        var registry = new GrainRegistry()
            .AddGrain<ICounter, CounterGrain, CounterState>("counter", 1, CounterJson.Default.CounterState)
            .AddEvent("counter.counted", CounterJson.Default.Counted);
        var counters = new CounterHost(
            new GrainHost(store, registry, TimeProvider.System, new RandomIdSource(random), random), keys);
        foreach (var counter in counters._counters)
        {
            await counter.AddAsync(1);
        }

        return counters;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
