using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Wire;

namespace Tapestry.Privacy.SecureAggregation.Messages;

/// <summary>The two shares that one member deals to another, encrypted, with commitments to each.</summary>
/// <param name="Peer">The other side: who receives them in what a dealer sends, who dealt them in what the region delivers.</param>
/// <param name="SeedShareCommitment">Commitment to the share of the dealer's self-mask seed.</param>
/// <param name="KeyShareCommitment">Commitment to the share of the dealer's masking key.</param>
/// <param name="Ciphertext">AES-256-GCM: 64 bytes and the tag.</param>
internal sealed record SealedShares(
    int Peer, Hash256 SeedShareCommitment, Hash256 KeyShareCommitment, byte[] Ciphertext)
{
    public const int CiphertextBytes = 80;

    public static WireWriter WriteTo(WireWriter writer, IReadOnlyCollection<SealedShares> entries)
    {
        writer.UInt16(entries.Count);
        foreach (var entry in entries)
        {
            writer.UInt16(entry.Peer).Hash(entry.SeedShareCommitment).Hash(entry.KeyShareCommitment).Bytes(entry.Ciphertext);
        }

        return writer;
    }

    public static SealedShares[] Read(ref WireReader reader, int cohort)
    {
        var entries = new SealedShares[reader.Count("shares", cohort)];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = new SealedShares(
                reader.UInt16("peer"),
                reader.Hash("seed share commitment"),
                reader.Hash("key share commitment"),
                reader.Bytes(CiphertextBytes, "ciphertext").ToArray());
        }

        return entries;
    }
}
