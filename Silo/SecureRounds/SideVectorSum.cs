using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Kernels.Packing;
using Tapestry.Privacy.SecureAggregation.Unmasking;
using Tapestry.Silo.Blobs;

namespace Tapestry.Silo.SecureRounds;

/// <summary>Sums the survivors' side vectors and takes the masks off.</summary>
internal sealed class SideVectorSum(IBlobStore blobs)
{
    /// <exception cref="BlobException">A masked side vector is missing or damaged.</exception>
    public async Task<IReadOnlyList<SideSum>> ReadAsync(UnmaskingRecord record, SecureStepPlan plan, CancellationToken cancellationToken)
    {
        if (record.Parameters.SideVector is not { } layout)
        {
            return [];
        }

        var members = record.Parameters.Members;
        var frame = record.Parameters.Shards.Count;
        var shard = layout.ToShard(members.Count);
        var inputs = record.Survivors.Select(member =>
            plan.Cohort.First(each => each.Site.Value == members[member].Site).Contributions[frame].Digest);
        var sum = await MaskedSum.ReadAsync(blobs, [.. inputs], shard, record.OpenMasks().For(frame), cancellationToken);
        var coordinates = new int[shard.ElementCount];
        BitPacking.UnpackSigned(sum, shard.Bits, coordinates);
        return [.. layout.Fields.Zip(layout.Decode(coordinates, members.Count), (field, total) => new SideSum(field.Name, total))];
    }
}
