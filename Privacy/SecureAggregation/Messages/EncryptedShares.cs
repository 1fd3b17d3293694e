using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Wire;

namespace Tapestry.Privacy.SecureAggregation.Messages;

/// <summary>All that one member deals.</summary>
/// <param name="Transcript">What the dealer saw so far.</param>
/// <param name="Entries">One a neighbour, ascending.</param>
internal sealed record EncryptedShares(Hash256 Transcript, IReadOnlyList<SealedShares> Entries)
{
    public byte[] Encode() => SealedShares.WriteTo(new WireWriter().Hash(Transcript), Entries).ToArray();

    public static EncryptedShares Decode(ReadOnlySpan<byte> body, int cohort)
    {
        var reader = new WireReader(body);
        var shares = new EncryptedShares(reader.Hash("transcript"), SealedShares.Read(ref reader, cohort));
        reader.End("shares");
        return shares;
    }
}
