namespace Tapestry.Grains.Interfaces.Rounds;

/// <summary>What somebody needs, besides the blobs that it names, to repeat a certified round's merge.</summary>
/// <param name="Ticket">What the round asked for.</param>
/// <param name="Certificate">What it took and made.</param>
/// <param name="Signature">
/// ECDSA P-256 with SHA-256 (FIPS 186-5, IEEE P1363 format, 64 bytes) of the region's key over the certificate's UTF-8 JSON.
/// </param>
/// <param name="PublicKey">The region's key as SubjectPublicKeyInfo (DER).</param>
public sealed record RoundEvidence(
    RoundTicket Ticket, RoundCertificate Certificate, ReadOnlyMemory<byte> Signature, ReadOnlyMemory<byte> PublicKey);
