using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Wire;

namespace Tapestry.Privacy.SecureAggregation.Messages;

/// <summary>A site's part of the graph's seed.</summary>
/// <param name="Advertisements">Hash of all advertisements, so that nothing is revealed before all are committed.</param>
/// <param name="Nonce">32 bytes.</param>
internal sealed record NonceReveal(Hash256 Advertisements, byte[] Nonce)
{
    public const int NonceBytes = 32;

    public byte[] Encode() => new WireWriter().Hash(Advertisements).Bytes(Nonce).ToArray();

    public static NonceReveal Decode(ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        var reveal = new NonceReveal(reader.Hash("advertisements"), reader.Bytes(NonceBytes, "nonce").ToArray());
        reader.End("nonce");
        return reveal;
    }
}
