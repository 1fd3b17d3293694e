using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Events;

namespace Tapestry.Silo.Retention;

/// <summary>Removes blobs that no run of the region needs any more, when a round has ended and the last time is a while ago.</summary>
public sealed class BlobRetention(IGrainFactory grains, IEventReader events, IBlobStore blobs, RetentionOptions options, EventBookmark bookmark, TimeProvider clock)
{
    private const string RunStreams = "run/";
    private readonly CollectionPace pace = new(clock, options.CollectEvery);
    private readonly RunRoots roots = new(grains, options.KeepRounds);

    /// <summary>Follows the region's events until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var place = bookmark.Load();
        var streams = place.Streams.ToHashSet(StringComparer.Ordinal);
        await foreach (var recorded in events.WatchAsync(RunStreams, place.Position, cancellationToken))
        {
            streams.Add(recorded.Stream);
            if (recorded.Name is "base-adopted" or "base-kept" && await IsLatestAsync(recorded, cancellationToken) && pace.TryBegin())
            {
                await CollectAsync(streams, options.MinimumAge, cancellationToken);
                bookmark.Save(new EventPlace(recorded.Position, streams));
            }
        }
    }

    /// <summary>Removes at once, whatever its age, what no run needs; only for a region in which nothing is under way.</summary>
    public async Task<GarbageReport> CollectNowAsync(CancellationToken cancellationToken)
    {
        var place = bookmark.Load();
        var streams = place.Streams.ToHashSet(StringComparer.Ordinal);
        var after = place.Position;
        while (await events.ReadAsync(RunStreams, after, 1024, cancellationToken) is { Count: > 0 } read)
        {
            streams.UnionWith(read.Select(recorded => recorded.Stream));
            after = read[^1].Position;
        }

        return await CollectAsync(streams, TimeSpan.Zero, cancellationToken);
    }

    /// <summary>Events of the past, read again at a start, are not worth a collection each.</summary>
    private async Task<bool> IsLatestAsync(RecordedEvent recorded, CancellationToken cancellationToken) =>
        (await events.ReadAsync(recorded.Stream, recorded.Position, 2, cancellationToken)).Count < 2;

    private async Task<GarbageReport> CollectAsync(IEnumerable<string> streams, TimeSpan minimumAge, CancellationToken cancellationToken)
    {
        var needed = new HashSet<Sha256Digest>();
        foreach (var stream in streams)
        {
            await roots.AddAsync(new RunId(stream[RunStreams.Length..]), needed);
        }

        return await blobs.CollectGarbageAsync(needed, minimumAge, cancellationToken);
    }
}
