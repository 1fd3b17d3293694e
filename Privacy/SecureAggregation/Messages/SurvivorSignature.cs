using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Wire;

namespace Tapestry.Privacy.SecureAggregation.Messages;

/// <summary>The one agreement that a site signs in a round; the envelope's signature is what counts.</summary>
/// <param name="Agreement">Hash of everything seen, the sharers and the survivors.</param>
internal sealed record SurvivorSignature(Hash256 Agreement)
{
    public byte[] Encode() => new WireWriter().Hash(Agreement).ToArray();

    public static SurvivorSignature Decode(ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        var signature = new SurvivorSignature(reader.Hash("agreement"));
        reader.End("signature");
        return signature;
    }
}
