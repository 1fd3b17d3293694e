using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Kernels.Packing;
using Tapestry.Privacy.SecureAggregation.Unmasking;
using Tapestry.Silo.Blobs;

namespace Tapestry.Silo.SecureRounds;

/// <summary>Sums the survivors' side vectors and takes the masks off.</summary>
internal sealed class SideVectorSum(IBlobReader blobs)
{
    /// <exception cref="BlobException">A masked side vector is missing or damaged.</exception>
    /// <exception cref="MaskedInputException">A side vector is not what its site signed.</exception>
    public async Task<IReadOnlyList<SideSum>> ReadAsync(
        UnmaskingRecord record, IReadOnlyList<CohortMember> cohort, CancellationToken cancellationToken)
    {
        if (record.Parameters.SideVector is not { } layout)
        {
            return [];
        }

        var members = record.Parameters.Members;
        var frame = record.Parameters.Shards.Count;
        var survivors = record.Survivors.Select(member => members[member].Site).ToHashSet(StringComparer.Ordinal);
        var inputs = cohort.Where(member => survivors.Contains(member.Site.Value))
            .ToDictionary(member => member.Site, member => member.Contributions[frame].Digest);
        var sum = await FrameSum.ReadAsync(blobs, RoundSums.Of(record), frame, inputs, cancellationToken);
        var shard = layout.ToShard(members.Count);
        var coordinates = new int[shard.ElementCount];
        BitPacking.UnpackSigned(sum, shard.Bits, coordinates);
        return [.. layout.Fields.Zip(layout.Decode(coordinates, members.Count), (field, total) => new SideSum(field.Name, total))];
    }
}
