using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Parameters;
using Tapestry.Privacy.SecureAggregation.Wire;

namespace Tapestry.Privacy.SecureAggregation.Messages;

/// <summary>What a site contributes, by digest; the masked bytes themselves are blobs.</summary>
/// <param name="View">What the site saw so far, the members that dealt shares among it.</param>
/// <param name="Digests">SHA-256 of each masked shard, in order.</param>
internal sealed record MaskedInput(Hash256 View, IReadOnlyList<Hash256> Digests)
{
    public byte[] Encode()
    {
        var writer = new WireWriter().Hash(View).UInt32(Digests.Count);
        foreach (var digest in Digests)
        {
            writer.Hash(digest);
        }

        return writer.ToArray();
    }

    public static MaskedInput Decode(ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        var view = reader.Hash("view");
        var digests = new Hash256[reader.Int32("digests", SecureRoundParameters.MaxShards + 1)];
        for (var i = 0; i < digests.Length; i++)
        {
            digests[i] = reader.Hash("digest");
        }

        reader.End("masked input");
        return new MaskedInput(view, digests);
    }
}
