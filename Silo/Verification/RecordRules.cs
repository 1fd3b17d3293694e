using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Privacy.SecureAggregation.Errors;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Unmasking;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.SecureRounds;

namespace Tapestry.Silo.Verification;

/// <summary>What must hold of a secure round's unmasking record beside its certificate.</summary>
internal static class RecordRules
{
    /// <summary>Checks the record: all that members signed, and that it is of this ticket and these inputs.</summary>
    /// <exception cref="EvidenceMismatchException">Names the first thing that does not hold.</exception>
    /// <exception cref="BlobException">The record is missing or damaged.</exception>
    public static async Task ThrowUnlessTrueAsync(
        RoundEvidence evidence, SecureCertificate secure, IBlobReader blobs, CancellationToken cancellationToken)
    {
        var ticket = evidence.Ticket.Secure
            ?? throw new EvidenceMismatchException("The certificate names an unmasking record; the ticket asks for none.");
        var record = await ReadAsync(secure, blobs, cancellationToken);
        var parameters = record.Parameters;
        EvidenceRules.Require(
            (parameters.Run, parameters.Round, parameters.Attempt, parameters.PolicyVersion)
                == (evidence.Ticket.Round.Run.Value, evidence.Ticket.Round.Number, secure.Attempt, evidence.Ticket.Policy.Version)
            && parameters.BaseHash == Hash256.Parse(evidence.Ticket.Base.Digest().Value),
            "The unmasking record is of another round, attempt, policy or base.");
        foreach (var member in parameters.Members)
        {
            EvidenceRules.Require(
                ticket.IdentityKeys.TryGetValue(new SiteId(member.Site), out var key)
                    && member.IdentityKey == P256Point.FromBytes(key.ToPoint()),
                $"The unmasking record has another identity key of member '{member.Site}' than the ticket.");
        }

        for (var shard = 0; shard < evidence.Ticket.Base.Shards.Count; shard++)
        {
            EvidenceRules.Require(
                parameters.Shards[shard] == RoundParameters.Frame(evidence.Ticket, shard, parameters.Members.Count),
                $"The unmasking record packs shard {shard} otherwise than the ticket.");
        }

        CheckInputs(evidence.Certificate, record);
    }

    private static async Task<UnmaskingRecord> ReadAsync(
        SecureCertificate secure, IBlobReader blobs, CancellationToken cancellationToken)
    {
        try
        {
            var record = UnmaskingRecord.Decode((await blobs.ReadAsync(secure.Record, cancellationToken)).Span);
            using var verifier = new SignatureVerifier();
            record.ThrowUnlessValid(verifier);
            return record;
        }
        catch (Exception fault) when (fault is SecureAggregationException or UnmaskingRecordException)
        {
            throw new EvidenceMismatchException($"The unmasking record does not hold: {fault.Message}");
        }
    }

    private static void CheckInputs(RoundCertificate certificate, UnmaskingRecord record)
    {
        EvidenceRules.Require(
            certificate.Merged.Select(member => member.Site.Value).SequenceEqual(
                record.Survivors.Select(member => record.Parameters.Members[member].Site)),
            "The certificate merges other members than those whose inputs were unmasked.");
        foreach (var (member, index) in certificate.Merged.Zip(record.Survivors))
        {
            var signed = record.InputDigests(index);
            EvidenceRules.Require(
                member.Contributions.All(frame => frame.Key < signed.Count && signed[frame.Key].ToString() == frame.Value.Digest.Value),
                $"Member '{member.Site}' signed other masked shards than those that the certificate names.");
        }
    }
}
