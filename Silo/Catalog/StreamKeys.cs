using Tapestry.Actors;
using Tapestry.Silo.Events;

namespace Tapestry.Silo.Catalog;

/// <summary>
/// Keys of all grains of a type that ever emitted an event. Each call reads only what was committed since an earlier one.
/// </summary>
/// <param name="events">The region's events.</param>
/// <param name="type">The grains' type.</param>
internal sealed class StreamKeys(IEventReader events, string type)
{
    private readonly Lock gate = new();
    private readonly SortedSet<string> keys = new(StringComparer.Ordinal);
    private readonly string prefix = type + "/";
    private long known;

    /// <summary>Keys that follow <paramref name="after"/> in ordinal order, at most so many.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string after, int limit, CancellationToken cancellationToken)
    {
        await CatchUpAsync(cancellationToken);
        lock (gate)
        {
            return [.. keys.Where(key => string.CompareOrdinal(key, after) > 0).Take(limit)];
        }
    }

    /// <summary>Calls at the same time read the same events and add the same keys.</summary>
    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        await foreach (var page in events.PagesAsync(prefix, Volatile.Read(ref known), cancellationToken))
        {
            lock (gate)
            {
                keys.UnionWith(page.Select(recorded => recorded.Stream[prefix.Length..]));
                known = Math.Max(known, page[^1].Position);
            }
        }
    }
}
