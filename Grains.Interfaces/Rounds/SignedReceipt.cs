namespace Tapestry.Grains.Interfaces.Rounds;

/// <summary>A receipt that the contributor can show to others.</summary>
/// <param name="Receipt">What is acknowledged.</param>
/// <param name="Signature">
/// ECDSA P-256 with SHA-256 (FIPS 186-5, IEEE P1363 format, 64 bytes) of the region's key over the receipt's UTF-8 JSON.
/// </param>
/// <param name="PublicKey">The region's key as SubjectPublicKeyInfo (DER).</param>
public sealed record SignedReceipt(Receipt Receipt, ReadOnlyMemory<byte> Signature, ReadOnlyMemory<byte> PublicKey);
