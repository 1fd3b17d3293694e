using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Parameters;

namespace Tapestry.Privacy.SecureAggregation.Unmasking;

/// <summary>
/// The sums of a finished round, repeated from what anybody may hold: its parameters (TSAP), its record (TSAU) and the
/// masked shards as blobs. The pure core of the merge and of its verification.
/// </summary>
/// <remarks>
/// Use: <see cref="Open"/> once; for every shard <see cref="Shard"/>, <see cref="ShardSum.Add"/> for each survivor in any
/// order, <see cref="ShardSum.Finish"/>. Memory: two packed shards a shard in work (the sum, the blob that the caller
/// holds), and 1.2 KB allocated a mask; nothing grows with the model.
/// The parameters name the members and their identity keys: compare them with the charter's roster, since a record is
/// true only of the parameters that it is checked against.
/// </remarks>
public sealed class RoundSums
{
    private readonly RemovalMasks _masks;

    private RoundSums(UnmaskingRecord record) => (Record, _masks) = (record, record.OpenMasks());

    /// <summary>What the members signed and what was revealed.</summary>
    public UnmaskingRecord Record { get; }

    /// <summary>Masks that remain in the sum of every shard.</summary>
    public int MaskCount => _masks.Count;

    /// <summary>Checks a record that somebody else made, then derives its masks.</summary>
    /// <param name="parameters">TSAP: the parameters that the round's ticket or certificate names.</param>
    /// <param name="record">TSAU: the record that is said to belong to them.</param>
    /// <param name="verifier">Checks the signatures.</param>
    /// <exception cref="Errors.SecureAggregationException">Bytes are damaged or of another version.</exception>
    /// <exception cref="UnmaskingRecordException">The record is of other parameters, or something in it is not true.</exception>
    public static RoundSums Open(ReadOnlySpan<byte> parameters, ReadOnlySpan<byte> record, SignatureVerifier verifier)
    {
        var decoded = UnmaskingRecord.Decode(record);
        var expected = SecureRoundParameters.Decode(parameters).CohortHash();
        UnmaskingRecordException.ThrowUnless(
            decoded.Binding.CohortHash == expected,
            $"it is of the parameters {decoded.Binding.CohortHash}, not of {expected}.");
        decoded.ThrowUnlessValid(verifier);
        return new RoundSums(decoded);
    }

    /// <summary>Takes a record that the caller made or checked itself.</summary>
    public static RoundSums Of(UnmaskingRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new RoundSums(record);
    }

    /// <summary>Begins the sum of one shard; several shards may be in work at a time.</summary>
    /// <param name="shard">Index in <see cref="SecureRoundParameters.MaskedShards"/>: the side vector stands last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such shard.</exception>
    public ShardSum Shard(int shard)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard, Record.Parameters.MaskedShards.Count);
        return new ShardSum(Record, _masks, shard);
    }
}
