using System.Collections.Concurrent;
using System.Diagnostics;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Merging;

namespace Tapestry.Benchmarks.Load;

/// <summary>A round's merges again, by the same kernels, as many at a time as a silo runs jobs, on bytes that are in memory.</summary>
internal static class KernelMerge
{
    private const int Shards = 6;
    private const int JobSlots = 2; // A silo's own default.

    /// <summary>Parameters of a site merged a second.</summary>
    public static async Task<double> MeasureAsync(RoundView round, IBlobReader blobs, CancellationToken cancellationToken)
    {
        var memory = new Memory();
        var merge = new MergeComputation(memory);
        var plans = round.Ticket.Base.Shards.Take(Shards + 1).Select(shard => Plan(round, shard)).ToArray();
        foreach (var name in plans.SelectMany(Names).Distinct())
        {
            memory.Content[name] = await blobs.ReadAsync(name, cancellationToken);
        }

        if (plans[0].Secure is { } secure)
        {
            memory.Content[secure.Record] = await blobs.ReadAsync(secure.Record, cancellationToken);
        }

        await merge.RunAsync(plans[0], cancellationToken); // Compiles, and opens a secure round's record.
        var began = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            plans.Skip(1), new ParallelOptions { MaxDegreeOfParallelism = JobSlots, CancellationToken = cancellationToken },
            async (plan, stop) => await merge.RunAsync(plan, stop));
        var parameters = plans.Skip(1).Sum(plan => (double)plan.Shard.Length * plan.Contributions.Count);
        return parameters / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static IEnumerable<Sha256Digest> Names(MergePlan plan) =>
        plan.Contributions.Select(contribution => contribution.Frame)
            .Append(plan.Shard.Parameters).Concat(plan.OptimizerState is { } state ? [state] : []);

    private static MergePlan Plan(RoundView round, ShardVersion shard) => new()
    {
        Round = round.Ticket.Round,
        Shard = shard,
        OptimizerState = round.Certificate!.OptimizerStatesBefore[shard.Index],
        Contributions = [.. round.Certificate.Merged.Select(member =>
            new WeightedContribution(member.Site, member.Weight, member.Contributions[shard.Index].Digest))],
        Encoding = round.Ticket.Encoding,
        Outer = round.Ticket.Outer,
        Secure = round is { Ticket.Secure: { } ticket, Certificate.Secure: { } secure }
            ? new SecureMergePlan { Record = secure.Record, Granularity = ticket.Granularities[shard.Index], RotationSeed = ticket.RotationSeed }
            : null,
    };

    private sealed class Memory : IBlobReader
    {
        public ConcurrentDictionary<Sha256Digest, ReadOnlyMemory<byte>> Content { get; } = new();

        public Task<ReadOnlyMemory<byte>> ReadAsync(Sha256Digest blob, CancellationToken cancellationToken) => Task.FromResult(Content[blob]);
    }
}
