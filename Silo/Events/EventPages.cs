using System.Runtime.CompilerServices;
using Tapestry.Actors;

namespace Tapestry.Silo.Events;

/// <summary>Reads committed events to their present end, a page at a time.</summary>
internal static class EventPages
{
    private const int Size = 1000;

    /// <summary>Pages of at least one event each, in the events' order.</summary>
    /// <param name="events">The region's events.</param>
    /// <param name="streamPrefix">How the streams' names begin.</param>
    /// <param name="after">Position of the last event that is known already.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public static async IAsyncEnumerable<IReadOnlyList<RecordedEvent>> PagesAsync(
        this IEventReader events, string streamPrefix, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<RecordedEvent> page;
        do
        {
            page = await events.ReadAsync(streamPrefix, after, Size, cancellationToken);
            if (page is [.., var latest])
            {
                yield return page;
                after = latest.Position;
            }
        }
        while (page.Count == Size);
    }
}
