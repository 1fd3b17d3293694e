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
    private readonly OpenedRounds rounds = new(blobs);

    /// <inheritdoc/>
    public async Task<float[]> ReadAsync(MergePlan plan, CancellationToken cancellationToken)
    {
        var secure = plan.Secure!;
        var round = await rounds.OpenAsync(secure.Record, cancellationToken);
        var inputs = plan.Contributions.ToDictionary(contribution => contribution.Site, contribution => contribution.Frame);
        var sum = await FrameSum.ReadAsync(blobs, round, plan.Shard.Index, inputs, cancellationToken);
        var record = round.Record;
        var mean = new float[record.Parameters.Shards[plan.Shard.Index].ElementCount];
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
