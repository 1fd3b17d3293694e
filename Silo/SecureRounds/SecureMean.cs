using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Kernels.Rotation;
using Tapestry.Kernels.SecureEncoding;
using Tapestry.Privacy.SecureAggregation.Parameters;
using Tapestry.Privacy.SecureAggregation.Unmasking;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Merging;

namespace Tapestry.Silo.SecureRounds;

/// <summary>
/// Masked contributions: summed mod 2^b, unmasked, decoded, and divided by the survivors' weight. Members weighed their
/// updates before they masked them.
/// </summary>
internal sealed class SecureMean(IBlobReader blobs) : IMeanUpdate
{
    /// <inheritdoc/>
    public async Task<float[]> ReadAsync(MergePlan plan, CancellationToken cancellationToken)
    {
        var secure = plan.Secure!;
        var record = UnmaskingRecord.Decode((await blobs.ReadAsync(secure.Record, cancellationToken)).Span);
        var shard = record.Parameters.Shards[plan.Shard.Index];
        var inputs = plan.Contributions.Select(contribution => contribution.Frame);
        var sum = await MaskedSum.ReadAsync(
            blobs, [.. inputs], shard, record.OpenMasks().For(plan.Shard.Index), cancellationToken);
        var mean = new float[shard.ElementCount];
        var weight = record.Parameters.WeightOf(record.Survivors) / (double)GovernedWeight.One;
        SecureDecoder.DecodeSum(sum, Options(secure, record), mean, weight, Environment.ProcessorCount);
        return mean;
    }

    private static SecureEncodingOptions Options(SecureMergePlan secure, UnmaskingRecord record) => new()
    {
        BitsPerCoordinate = record.Parameters.Shards[0].Bits,
        Contributions = record.Parameters.Members.Count,
        Granularity = secure.Granularity,
        Rotation = new RotationSeed(Convert.FromHexString(secure.RotationSeed.Value)),
    };
}
