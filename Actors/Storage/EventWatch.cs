using System.Runtime.CompilerServices;

namespace Tapestry.Actors.Storage;

/// <summary>Follows an event reader by its commit signal.</summary>
internal static class EventWatch
{
    private const int PageSize = 256;

    /// <param name="reader">What is followed.</param>
    /// <param name="signal">Wakes the watch.</param>
    /// <param name="isRaisedAfterFaults">
    /// True when the signal is also raised once a lost store is back, and from time to time: then a failed read waits for it.
    /// </param>
    /// <param name="streamPrefix">Only streams whose name starts so; null for all.</param>
    /// <param name="afterPosition">0 to start at the beginning.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    public static async IAsyncEnumerable<RecordedEvent> WatchAsync(
        IEventReader reader, CommitSignal signal, bool isRaisedAfterFaults, string? streamPrefix, long afterPosition,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = afterPosition;
        while (true)
        {
            // Taken before the read, so that a commit in between is not missed.
            var committed = signal.Next();
            IReadOnlyList<RecordedEvent> page;
            try
            {
                page = await reader.ReadAsync(streamPrefix, position, PageSize, cancellationToken).ConfigureAwait(false);
            }
            catch (StoreConflictException) when (isRaisedAfterFaults)
            {
                page = [];
            }

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
