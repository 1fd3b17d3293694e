using System.Threading.Channels;
using Tapestry.Actors;
using Tapestry.Actors.Storage;
using Tapestry.Grains.Interfaces.Rounds.Events;
using Tapestry.Silo.Events;

namespace Tapestry.Silo.Telemetry;

/// <summary>
/// Reports rounds that this silo ended, so that one of the region's silos reports each. It reads events after the fact and
/// beside the calls: a round neither waits for it nor can fail by it.
/// </summary>
internal sealed class RoundFollower(IEventReader events, TimeProvider clock)
{
    /// <summary>Rounds that may wait to be reported; what comes on top is not reported.</summary>
    private const int Capacity = 1000;

    private static readonly TimeSpan LastWord = TimeSpan.FromSeconds(2);

    private readonly Channel<string> ended = Channel.CreateBounded<string>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Notes what this silo committed; returns at once.</summary>
    public void Committed(IReadOnlyList<NewEvent> committed)
    {
        foreach (var added in committed)
        {
            if (added.Name is RoundEventNames.Certified or RoundEventNames.Abandoned && RoundReport.IsWanted)
            {
                ended.Writer.TryWrite(added.Stream);
            }
            else if (added.Name == RoundEventNames.ContributionReceived)
            {
                ContributionMeter.Accepted(added.Payload);
            }
        }
    }

    /// <summary>Reports until cancelled, and then what is left, for two seconds at most.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        await using var stopping = cancellationToken.Register(() => limit.CancelAfter(LastWord));
        try
        {
            while (await ended.Reader.WaitToReadAsync(cancellationToken))
            {
                await ReportWaitingAsync(limit.Token);
            }
        }
        finally
        {
            await ReportWaitingAsync(limit.Token);
        }
    }

    private async Task ReportWaitingAsync(CancellationToken cancellationToken)
    {
        while (ended.Reader.TryRead(out var stream))
        {
            await ReportAsync(stream, cancellationToken);
        }
    }

    private async Task ReportAsync(string stream, CancellationToken cancellationToken)
    {
        var own = new List<RecordedEvent>();
        await foreach (var page in events.PagesAsync(stream, 0, cancellationToken))
        {
            own.AddRange(page.Where(recorded => recorded.Stream == stream)); // The prefix fits round/run/1 and round/run/10.
        }

        if (RoundTimeline.Of(own) is { } round)
        {
            RoundReport.Tell(round);
        }
    }
}
