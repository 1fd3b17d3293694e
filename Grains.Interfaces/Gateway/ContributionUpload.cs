using System.Text.Json.Serialization;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Gateway;

/// <summary>One shard of a site's encoded update. Sending it twice gives the same receipt.</summary>
public sealed record ContributionUpload : SiteMessage
{
    /// <summary>The round.</summary>
    public required RoundId Round { get; init; }

    /// <summary>Shard index, from 0.</summary>
    public required int Shard { get; init; }

    /// <summary>SHA-256 of <see cref="Frame"/>.</summary>
    public required Sha256Digest Digest { get; init; }

    /// <summary>The encoded frame; travels beside the message, not inside its JSON.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte> Frame { get; init; }
}
