using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Merging;

namespace Tapestry.Silo.Verification;

/// <summary>
/// Repeats a certified round's merge from its evidence and blobs alone, on any machine, and compares. Memory is O(shard).
/// </summary>
/// <remarks>
/// A verdict is about the merge: it says nothing of what members put in. Whoever verifies compares the evidence's key, and
/// in a secure round the ticket's identity keys, with those that it trusts.
/// </remarks>
public sealed class RoundVerifier(IBlobReader blobs)
{
    private readonly MergeComputation merge = new(blobs);

    /// <summary>Checks the evidence and recomputes shard after shard up to the first that differs.</summary>
    /// <exception cref="EvidenceMismatchException">The evidence does not hold.</exception>
    /// <exception cref="BlobException">A blob is missing or damaged.</exception>
    /// <exception cref="Kernels.Encoding.ContributionException">A contribution is not what the certificate says.</exception>
    public async Task<RoundVerdict> VerifyAsync(RoundEvidence evidence, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        EvidenceRules.ThrowUnlessConsistent(evidence);
        var certificate = evidence.Certificate;
        EvidenceRules.Require(
            evidence.Ticket.Secure is null == certificate.Secure is null,
            "Ticket and certificate disagree whether the round was secure.");
        if (certificate.Secure is { } secure)
        {
            await RecordRules.ThrowUnlessTrueAsync(evidence, secure, blobs, cancellationToken);
        }

        foreach (var shard in evidence.Ticket.Base.Shards)
        {
            var merged = await merge.RunAsync(Plan(evidence, shard), cancellationToken);
            if (Difference(certificate, shard.Index, merged) is { } difference)
            {
                return new RoundVerdict(certificate.Round, shard.Index + 1, difference);
            }
        }

        return new RoundVerdict(certificate.Round, certificate.Outputs.Count, null);
    }

    private static MergePlan Plan(RoundEvidence evidence, ShardVersion shard) => new()
    {
        Round = evidence.Ticket.Round,
        Shard = shard,
        OptimizerState = evidence.Certificate.OptimizerStatesBefore[shard.Index],
        Contributions = [.. evidence.Certificate.Merged.Select(member =>
            new WeightedContribution(member.Site, member.Weight, member.Contributions[shard.Index].Digest))],
        Encoding = evidence.Ticket.Encoding,
        Outer = evidence.Ticket.Outer,
        Secure = evidence is { Ticket.Secure: { } ticket, Certificate.Secure: { } secure }
            ? new SecureMergePlan
            {
                Record = secure.Record, Granularity = ticket.Granularities[shard.Index], RotationSeed = ticket.RotationSeed,
            }
            : null,
    };

    private static ShardDifference? Difference(RoundCertificate certificate, int shard, MergedShard merged)
    {
        var parameters = Sha256Digest.Of(merged.Parameters.Span);
        var state = Sha256Digest.Of(merged.OptimizerState.Span);
        if (parameters != certificate.Outputs[shard].Parameters)
        {
            return new ShardDifference(shard, "parameters", certificate.Outputs[shard].Parameters, parameters);
        }

        return state == certificate.OptimizerStatesAfter[shard]
            ? null
            : new ShardDifference(shard, "optimizer state", certificate.OptimizerStatesAfter[shard], state);
    }
}
