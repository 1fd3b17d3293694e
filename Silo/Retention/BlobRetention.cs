using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Blobs;

namespace Tapestry.Silo.Retention;

/// <summary>Removes blobs that no run of the region needs any more, each time a round has ended.</summary>
public sealed class BlobRetention(IGrainFactory grains, IEventReader events, IBlobStore blobs, RetentionOptions options)
{
    private const string RunStreams = "run/";
    private readonly RunRoots roots = new(grains, options.KeepRounds);

    /// <summary>Follows the region's events until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var runs = new HashSet<RunId>();
        await foreach (var recorded in events.WatchAsync(RunStreams, afterPosition: 0, cancellationToken))
        {
            runs.Add(RunOf(recorded));
            if (recorded.Name is "base-adopted" or "base-kept" && await IsLatestAsync(recorded, cancellationToken))
            {
                await CollectAsync(runs, options.MinimumAge, cancellationToken);
            }
        }
    }

    /// <summary>Removes at once, whatever its age, what no run needs; only for a region in which nothing is under way.</summary>
    public async Task<GarbageReport> CollectNowAsync(CancellationToken cancellationToken)
    {
        var runs = new HashSet<RunId>();
        var after = 0L;
        while (await events.ReadAsync(RunStreams, after, 1024, cancellationToken) is { Count: > 0 } read)
        {
            runs.UnionWith(read.Select(RunOf));
            after = read[^1].Position;
        }

        return await CollectAsync(runs, TimeSpan.Zero, cancellationToken);
    }

    private static RunId RunOf(RecordedEvent recorded) => new(recorded.Stream[RunStreams.Length..]);

    /// <summary>Events of the past, read again at a start, are not worth a collection each.</summary>
    private async Task<bool> IsLatestAsync(RecordedEvent recorded, CancellationToken cancellationToken) =>
        (await events.ReadAsync(recorded.Stream, recorded.Position, 2, cancellationToken)).Count < 2;

    private async Task<GarbageReport> CollectAsync(IEnumerable<RunId> runs, TimeSpan minimumAge, CancellationToken cancellationToken)
    {
        var needed = new HashSet<Sha256Digest>();
        foreach (var run in runs)
        {
            await roots.AddAsync(run, needed);
        }

        return await blobs.CollectGarbageAsync(needed, minimumAge, cancellationToken);
    }
}
