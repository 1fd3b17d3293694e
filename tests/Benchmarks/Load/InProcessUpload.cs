using System.Diagnostics;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Silo.Blobs;

namespace Tapestry.Benchmarks.Load;

/// <summary>Hashes and writes some of a round's contributions, durably, as a silo does once it has them, in this process.</summary>
internal static class InProcessUpload
{
    private const int Shards = 20;

    /// <summary>Bytes a second, with as many writers as the round has sites.</summary>
    public static async Task<double> MeasureAsync(RoundView round, IBlobReader blobs, string folder, CancellationToken cancellationToken)
    {
        var store = await FolderBlobStore.OpenAsync(new FolderBlobStoreOptions { Folder = folder }, TimeProvider.System, cancellationToken);
        var frames = new List<(Sha256Digest Name, ReadOnlyMemory<byte> Bytes)>();
        foreach (var name in round.Cohort.SelectMany(member => member.Contributions.Values.Take(Shards)).Select(frame => frame.Digest))
        {
            frames.Add((name, await blobs.ReadAsync(name, cancellationToken)));
        }

        var began = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            frames, new ParallelOptions { MaxDegreeOfParallelism = round.Cohort.Count, CancellationToken = cancellationToken },
            async (frame, stop) => await store.PutAsync(frame.Name, frame.Bytes, stop));
        return frames.Sum(frame => (double)frame.Bytes.Length) / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
