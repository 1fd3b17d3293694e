using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Kernels.Encoding;
using Tapestry.Kernels.Merging;
using Tapestry.Silo.Blobs;

namespace Tapestry.Silo.Merging;

/// <summary>
/// Merges one shard: streams the contributions, sums them by weight in the plan's order, and takes the outer step.
/// A function of the plan and the blobs it names, so anyone who has them gets the same bytes. Memory is O(shard).
/// </summary>
public sealed class ShardMerge(IBlobStore blobs)
{
    // Decoded contributions in memory at a time; one pass over the sum adds them all.
    private const int PassLength = 4;

    /// <summary>Runs the merge and stores the new shard and optimizer state.</summary>
    /// <exception cref="BlobException">A blob is missing or damaged.</exception>
    /// <exception cref="ContributionException">A frame is not what the plan says.</exception>
    /// <exception cref="InvalidDataException">Parameters or optimizer state have another length than the plan says.</exception>
    public async Task<MergeResult> RunAsync(MergePlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var length = plan.Shard.Length;
        var gradient = await SumAsync(plan, cancellationToken);
        var parameters = await ReadAsync(plan.Shard.Parameters, length, cancellationToken);
        var state = plan.OptimizerState is { } before
            ? await ReadAsync(before, OuterStep.StateLength(plan.Outer, length), cancellationToken)
            : OuterStep.InitialState(plan.Outer, length);
        OuterStep.Take(plan.Outer, parameters, gradient, state);
        var merged = await blobs.PutAsync(ShardBytes.ToBytes(parameters), cancellationToken);
        var newState = await blobs.PutAsync(ShardBytes.ToBytes(state), cancellationToken);
        return new MergeResult(plan.Shard with { Parameters = merged }, newState);
    }

    /// <summary>The weighted mean of the contributions.</summary>
    private async Task<float[]> SumAsync(MergePlan plan, CancellationToken cancellationToken)
    {
        var length = plan.Shard.Length;
        float[][] decoded = [.. Enumerable.Range(0, PassLength).Select(_ => new float[length])];
        var sum = new WeightedSum(length);
        foreach (var pass in plan.Contributions.Chunk(PassLength))
        {
            foreach (var (contribution, values) in pass.Zip(decoded))
            {
                await DecodeAsync(plan, contribution, values, cancellationToken);
            }

            var vectors = decoded.Take(pass.Length).Select(values => (ReadOnlyMemory<float>)values);
            sum.AddRange(new InMemoryContributions([.. vectors]), [.. pass.Select(contribution => (double)contribution.Weight)]);
        }

        sum.Finish(decoded[0]);
        return decoded[0];
    }

    private async Task DecodeAsync(
        MergePlan plan, WeightedContribution contribution, float[] values, CancellationToken cancellationToken)
    {
        var frame = await blobs.ReadAsync(contribution.Frame, cancellationToken);
        var binding = WireEncoding.Bind(plan.Round, plan.Shard.Index, contribution.Site);
        ContributionCodec.Decode(frame.Span, binding, WireEncoding.Codec(plan.Encoding), values);
    }

    private async Task<float[]> ReadAsync(Sha256Digest blob, int length, CancellationToken cancellationToken) =>
        ShardBytes.AsFloats(await blobs.ReadAsync(blob, cancellationToken), length, $"Blob {blob}").ToArray();
}
