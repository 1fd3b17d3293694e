using System.Runtime.CompilerServices;

namespace Tapestry.Actors.Storage;

/// <summary>Follows an event reader by its commit signal.</summary>
internal static class EventWatch
{
    private const int PageSize = 256;

    public static async IAsyncEnumerable<RecordedEvent> WatchAsync(
        IEventReader reader, CommitSignal signal, string? streamPrefix, long afterPosition,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = afterPosition;
        while (true)
        {
            // Taken before the read, so that a commit in between is not missed.
            var committed = signal.Next();
            var page = await reader.ReadAsync(streamPrefix, position, PageSize, cancellationToken).ConfigureAwait(false);
            foreach (var recorded in page)
            {
                yield return recorded;
                position = recorded.Position;
            }

            if (page.Count < PageSize)
            {
                await committed.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
