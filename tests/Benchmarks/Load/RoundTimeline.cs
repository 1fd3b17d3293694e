using System.Runtime.CompilerServices;
using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds.Events;

namespace Tapestry.Benchmarks.Load;

/// <summary>When a round went from phase to phase, by its own committed events.</summary>
/// <param name="Opened">Its ticket was there.</param>
/// <param name="CohortFixed">Its sites could contribute, or begin the handshake.</param>
/// <param name="MergingBegan">All contributions were there and, in a secure round, could be unmasked.</param>
/// <param name="Certified">The new base was there.</param>
internal sealed record RoundTimeline(DateTimeOffset Opened, DateTimeOffset CohortFixed, DateTimeOffset MergingBegan, DateTimeOffset Certified)
{
    private const int PageSize = 1000;

    /// <summary>From the ticket to the new base.</summary>
    public TimeSpan Whole => Certified - Opened;

    /// <summary>Contributions, and the handshake of a secure round.</summary>
    public TimeSpan Contributing => MergingBegan - CohortFixed;

    /// <summary>Merges of all shards.</summary>
    public TimeSpan Merging => Certified - MergingBegan;

    /// <summary>Reads a certified round's.</summary>
    public static async Task<RoundTimeline> ReadAsync(IEventReader events, RoundId round, CancellationToken cancellationToken)
    {
        var times = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        await foreach (var recorded in EventsAsync(events, $"round/{round}", cancellationToken))
        {
            times.TryAdd(recorded.Name, recorded.RecordedAt);
        }

        return new RoundTimeline(
            times[RoundEventNames.Opened], times[RoundEventNames.CohortFixed], times[RoundEventNames.ContributionsClosed],
            times[RoundEventNames.Certified]);
    }

    private static async IAsyncEnumerable<RecordedEvent> EventsAsync(
        IEventReader events, string stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = 0L;
        IReadOnlyList<RecordedEvent> page;
        do
        {
            page = await events.ReadAsync(stream, position, PageSize, cancellationToken);
            foreach (var recorded in page.Where(recorded => recorded.Stream == stream))
            {
                yield return recorded;
            }

            position = page is [.., var last] ? last.Position : position;
        }
        while (page.Count == PageSize);
    }
}
