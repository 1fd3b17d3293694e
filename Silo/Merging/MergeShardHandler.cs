using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Rounds;
using Tapestry.Kernels.Encoding;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Packing;
using Tapestry.Privacy.SecureAggregation.Errors;
using Tapestry.Silo.Blobs;

namespace Tapestry.Silo.Merging;

/// <summary>The merge job: reads the plan, merges, tells the round. Running it twice gives the same bytes.</summary>
public sealed class MergeShardHandler(IGrainFactory grains, IBlobStore blobs) : IJobHandler<MergeShardJob>
{
    private readonly ShardMerge merge = new(blobs);

    /// <inheritdoc/>
    public async Task HandleAsync(JobContext job, MergeShardJob payload, CancellationToken cancellationToken)
    {
        var round = grains.GetGrain<IRoundGrain>(payload.Round.Value);
        try
        {
            var plan = await round.GetMergePlanAsync(payload.Shard);
            await round.CompleteMergeAsync(await merge.RunAsync(plan, cancellationToken));
        }
        catch (RoundException late) when (late.Code == RoundException.TooLate)
        {
            // The round has ended, or this job ran before: nothing is left to do.
        }
        catch (Exception fault) when (IsInTheInput(fault))
        {
            // Trying again would read the same bytes, so the round is abandoned and says why.
            await round.FailMergeAsync(payload.Shard, fault.Message);
        }
    }

    /// <summary>Whether the plan's blobs are to blame; a full or absent store is not, and the job is tried again.</summary>
    private static bool IsInTheInput(Exception fault) =>
        fault is MissingBlobException or CorruptBlobException or ContributionException or NonFiniteValueException or InvalidDataException
            or SecureAggregationException or PackedPaddingException;
}
