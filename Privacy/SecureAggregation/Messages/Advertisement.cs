using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Wire;

namespace Tapestry.Privacy.SecureAggregation.Messages;

/// <summary>A site's ephemeral keys, and commitments to what it may have to reveal.</summary>
internal sealed record Advertisement
{
    /// <summary>Key under which its peers encrypt shares to it.</summary>
    public required P256Point SharingKey { get; init; }

    /// <summary>Key of its pairwise masks.</summary>
    public required P256Point MaskingKey { get; init; }

    /// <summary>Commitment to the seed of its self mask.</summary>
    public required Hash256 SeedCommitment { get; init; }

    /// <summary>Commitment to its part of the graph's seed.</summary>
    public required Hash256 NonceCommitment { get; init; }

    public byte[] Encode() => new WireWriter()
        .Point(SharingKey).Point(MaskingKey).Hash(SeedCommitment).Hash(NonceCommitment).ToArray();

    public static Advertisement Decode(ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        var advertisement = new Advertisement
        {
            SharingKey = reader.Point("sharing key"),
            MaskingKey = reader.Point("masking key"),
            SeedCommitment = reader.Hash("seed commitment"),
            NonceCommitment = reader.Hash("nonce commitment"),
        };
        reader.End("advertisement");
        return advertisement;
    }
}
