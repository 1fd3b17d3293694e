using System.Security.Cryptography;
using System.Text.Json;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Serialization;

namespace Tapestry.Silo.Verification;

/// <summary>What must hold of evidence before a merge is worth repeating.</summary>
internal static class EvidenceRules
{
    /// <exception cref="EvidenceMismatchException">Names the first thing that does not hold.</exception>
    public static void ThrowUnlessConsistent(RoundEvidence evidence)
    {
        var (ticket, certificate) = (evidence.Ticket, evidence.Certificate);
        Require(IsSigned(evidence), "The certificate is not signed by the key that the evidence names.");
        RequireEqual("round", ticket.Round, certificate.Round);
        RequireEqual("ticket", TicketDigest.Of(ticket), certificate.Ticket);
        RequireEqual("policy version", ticket.Policy.Version, certificate.PolicyVersion);
        RequireEqual("base before", ticket.Base.Digest(), certificate.BaseBefore);
        RequireEqual("base after", new BaseManifest(certificate.Outputs).Digest(), certificate.BaseAfter);
        var shards = ticket.Base.Shards.Count;
        RequireEqual("number of shards", shards, certificate.Outputs.Count);
        RequireEqual("number of optimizer states before", shards, certificate.OptimizerStatesBefore.Count);
        RequireEqual("number of optimizer states after", shards, certificate.OptimizerStatesAfter.Count);
        Require(certificate.Merged.Count >= ticket.Policy.Quorum, $"{certificate.Merged.Count} sites were merged; the quorum is {ticket.Policy.Quorum}.");
        foreach (var member in certificate.Merged)
        {
            Require(ticket.Invited.Contains(member.Site), $"Site '{member.Site}' was merged and not invited.");
            Require(
                Enumerable.Range(0, shards).All(member.Contributions.ContainsKey),
                $"Site '{member.Site}' was merged without a contribution to every shard.");
        }
    }

    public static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new EvidenceMismatchException(otherwise);
        }
    }

    private static void RequireEqual<T>(string what, T expected, T certified)
        where T : IEquatable<T> =>
        Require(expected.Equals(certified), $"The certificate's {what} is {certified}; it should be {expected}.");

    private static bool IsSigned(RoundEvidence evidence)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(evidence.PublicKey.Span, out _);
            var message = JsonSerializer.SerializeToUtf8Bytes(evidence.Certificate, ContractJson.Default.RoundCertificate);
            return key.VerifyData(message, evidence.Signature.Span, HashAlgorithmName.SHA256);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
