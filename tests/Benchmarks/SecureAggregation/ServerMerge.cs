using System.Diagnostics;
using Tapestry.Privacy.SecureAggregation.Unmasking;

namespace Tapestry.Benchmarks.SecureAggregation;

/// <summary>The server's work on one model once secrets are known: shard by shard, on all cores.</summary>
internal sealed record ServerMerge
{
    /// <summary>Blobs that are in memory before the clock runs; a server would hold one a core.</summary>
    private const int Batch = 32;

    private static readonly int Cores = Environment.ProcessorCount;

    /// <summary>Key agreement for the masks that remain.</summary>
    public required TimeSpan Keys { get; init; }

    /// <summary>Digests of the inputs checked, inputs added up.</summary>
    public required TimeSpan Inputs { get; init; }

    /// <summary>Masks generated and taken off.</summary>
    public required TimeSpan Masks { get; init; }

    /// <summary>Bytes that were allocated for the first shard, the blobs in hand apart.</summary>
    public required long AllocatedBytes { get; init; }

    public required int MaskCount { get; init; }

    public TimeSpan All => Keys + Inputs + Masks;

    /// <exception cref="InvalidOperationException">The sum is not that of the survivors' integers.</exception>
    public static ServerMerge Run(SimulatedRound round, MaskedBlobs blobs, UnmaskingRecord record, bool check)
    {
        var started = Stopwatch.GetTimestamp();
        var sums = RoundSums.Of(record);
        var keys = Stopwatch.GetElapsedTime(started);
        var (inputs, masks, allocated) = (TimeSpan.Zero, TimeSpan.Zero, 0L);
        foreach (var index in blobs.Model.Shards)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var sum = sums.Shard(index);
            var opened = GC.GetTotalAllocatedBytes(precise: true) - before;
            inputs += Add(sum, blobs, index);
            before = GC.GetTotalAllocatedBytes(precise: true);
            started = Stopwatch.GetTimestamp();
            var result = sum.Finish(Cores);
            masks += Stopwatch.GetElapsedTime(started);
            allocated = Math.Max(allocated, opened + GC.GetTotalAllocatedBytes(precise: true) - before);
            if (check && blobs.AllReal && !round.Encoding(blobs.Model).PlainSum(index, record.Survivors).AsSpan().SequenceEqual(result))
            {
                throw new InvalidOperationException($"The unmasked sum of shard {index} is not that of the survivors' integers.");
            }
        }

        return new ServerMerge
        {
            Keys = keys,
            Inputs = inputs,
            Masks = masks,
            AllocatedBytes = allocated,
            MaskCount = sums.MaskCount,
        };
    }

    private static TimeSpan Add(ShardSum sum, MaskedBlobs blobs, int index)
    {
        var buffers = Enumerable.Range(0, Batch).Select(_ => new byte[sum.Shard.PackedBytes]).ToArray();
        var time = TimeSpan.Zero;
        foreach (var members in sum.Awaited.Chunk(Batch))
        {
            var read = members.Select((member, place) => (Member: member, Blob: blobs.Read(member, index, buffers[place]))).ToArray();
            var started = Stopwatch.GetTimestamp();
            Parallel.ForEach(read, blob => sum.Add(blob.Member, blob.Blob));
            time += Stopwatch.GetElapsedTime(started);
        }

        return time;
    }
}
