using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Kernels.Encoding;
using Tapestry.Silo.Blobs;

namespace Tapestry.Silo.Merging;

/// <summary>Merges one shard and stores what comes out.</summary>
public sealed class ShardMerge(IBlobStore blobs)
{
    private readonly MergeComputation computation = new(blobs);

    /// <summary>Runs the merge and stores the new shard and optimizer state.</summary>
    /// <exception cref="BlobException">A blob is missing or damaged.</exception>
    /// <exception cref="ContributionException">A frame is not what the plan says.</exception>
    /// <exception cref="InvalidDataException">Parameters or optimizer state have another length than the plan says.</exception>
    public async Task<MergeResult> RunAsync(MergePlan plan, CancellationToken cancellationToken)
    {
        var merged = await computation.RunAsync(plan, cancellationToken);
        var parameters = await blobs.PutAsync(merged.Parameters, cancellationToken);
        var state = await blobs.PutAsync(merged.OptimizerState, cancellationToken);
        return new MergeResult(plan.Shard with { Parameters = parameters }, state, merged.MeanRms);
    }
}
