using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Sharing;
using Tapestry.Privacy.SecureAggregation.Wire;

namespace Tapestry.Privacy.SecureAggregation.Messages;

/// <summary>All that a site reveals in a round.</summary>
/// <param name="Agreement">What it signed.</param>
/// <param name="Shares">For each owner exactly one, owners ascending.</param>
internal sealed record UnmaskShares(Hash256 Agreement, IReadOnlyList<RevealedShare> Shares)
{
    public byte[] Encode()
    {
        var writer = new WireWriter().Hash(Agreement).UInt16(Shares.Count);
        foreach (var share in Shares)
        {
            writer.UInt16(share.Owner).Byte((byte)share.Kind).Bytes(share.Value);
        }

        return writer.ToArray();
    }

    public static UnmaskShares Decode(ReadOnlySpan<byte> body, int cohort)
    {
        var reader = new WireReader(body);
        var agreement = reader.Hash("agreement");
        var shares = new RevealedShare[reader.Count("shares", cohort)];
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = new RevealedShare(
                reader.UInt16("owner"), reader.Enumerated<SecretKind>("kind"), reader.Bytes(SecretSharing.SecretBytes, "share").ToArray());
        }

        reader.End("unmask shares");
        return new UnmaskShares(agreement, shares);
    }
}
