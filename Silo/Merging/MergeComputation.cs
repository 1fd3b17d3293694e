using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Kernels.Encoding;
using Tapestry.Kernels.Norms;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.SecureRounds;

namespace Tapestry.Silo.Merging;

/// <summary>
/// Computes the merge of one shard: streams the contributions to their weighted mean and takes the outer step.
/// A function of the plan and the blobs it names, so anyone who has them gets the same bytes. Memory is O(shard).
/// </summary>
public sealed class MergeComputation(IBlobReader blobs)
{
    private readonly PlainMean plain = new(blobs);
    private readonly SecureMean secure = new(blobs);

    /// <summary>Computes; nothing is stored.</summary>
    /// <exception cref="BlobException">A blob is missing or damaged.</exception>
    /// <exception cref="ContributionException">A frame is not what the plan says.</exception>
    /// <exception cref="InvalidDataException">Parameters or optimizer state have another length than the plan says.</exception>
    public async Task<MergedShard> RunAsync(MergePlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var length = plan.Shard.Length;
        IMeanUpdate mean = plan.Secure is null ? plain : secure;
        var gradient = await mean.ReadAsync(plan, cancellationToken);
        double? rms = plan.Secure is null ? null : L2Norm.Of(gradient) / Math.Sqrt(length);
        var parameters = await ReadAsync(plan.Shard.Parameters, length, cancellationToken);
        var state = plan.OptimizerState is { } before
            ? await ReadAsync(before, OuterStep.StateLength(plan.Outer, length), cancellationToken)
            : OuterStep.InitialState(plan.Outer, length);
        OuterStep.Take(plan.Outer, parameters, gradient, state);
        return new MergedShard(ShardBytes.ToBytes(parameters), ShardBytes.ToBytes(state), rms);
    }

    private async Task<float[]> ReadAsync(Sha256Digest blob, int length, CancellationToken cancellationToken) =>
        ShardBytes.AsFloats(await blobs.ReadAsync(blob, cancellationToken), length, $"Blob {blob}").ToArray();
}
