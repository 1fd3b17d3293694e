using Tapestry.Privacy.SecureAggregation.Unmasking;

namespace Tapestry.Benchmarks.SecureAggregation;

/// <summary>The server's work on one model once secrets are known: shard by shard, on all cores.</summary>
internal sealed record ServerMerge
{
    /// <summary>Blobs that are in memory before the clock runs; a server would hold one a core.</summary>
    private const int Batch = 32;

    private static readonly int Cores = Environment.ProcessorCount;

    /// <summary>Key agreement for the masks that remain.</summary>
    public required Effort Keys { get; init; }

    /// <summary>Digests of the inputs checked, inputs added up.</summary>
    public required Effort Inputs { get; init; }

    /// <summary>Masks generated and taken off.</summary>
    public required Effort Masks { get; init; }

    /// <summary>Bytes that were allocated for the first shard, the blobs in hand apart.</summary>
    public required long AllocatedBytes { get; init; }

    public required int MaskCount { get; init; }

    public Effort All => Keys + Inputs + Masks;

    /// <exception cref="InvalidOperationException">The sum is not that of the survivors' integers.</exception>
    public static ServerMerge Run(SimulatedRound round, MaskedBlobs blobs, UnmaskingRecord record, bool check)
    {
        RoundSums? opened = null;
        var keys = Effort.Of(() => opened = RoundSums.Of(record));
        var sums = opened!;
        var (inputs, masks, allocated) = (default(Effort), default(Effort), 0L);
        foreach (var index in blobs.Model.Shards)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var sum = sums.Shard(index);
            var begun = GC.GetTotalAllocatedBytes(precise: true) - before;
            inputs += Add(sum, blobs, index);
            byte[] result = [];
            before = GC.GetTotalAllocatedBytes(precise: true);
            masks += Effort.Of(() => result = sum.Finish(Cores));
            allocated = Math.Max(allocated, begun + GC.GetTotalAllocatedBytes(precise: true) - before);
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

    private static Effort Add(ShardSum sum, MaskedBlobs blobs, int index)
    {
        var buffers = Enumerable.Range(0, Batch).Select(_ => new byte[sum.Shard.PackedBytes]).ToArray();
        var effort = default(Effort);
        foreach (var members in sum.Awaited.Chunk(Batch))
        {
            var read = members.Select((member, place) => (Member: member, Blob: blobs.Read(member, index, buffers[place]))).ToArray();
            effort += Effort.Of(() => Parallel.ForEach(read, blob => sum.Add(blob.Member, blob.Blob)));
        }

        return effort;
    }
}
