using System.Text;
using System.Text.Json.Serialization;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Runs;

/// <summary>A Shared Base: the shards of its flat parameter vector, in order.</summary>
/// <param name="Shards">All shards, by index.</param>
public sealed record BaseManifest(IReadOnlyList<ShardVersion> Shards)
{
    /// <summary>Parameters in all shards.</summary>
    [JsonIgnore]
    public long ParameterCount => Shards.Sum(shard => (long)shard.Length);

    /// <summary>SHA-256 over the lines <c>index length digest</c>, each ended by a line feed.</summary>
    public Sha256Digest Digest()
    {
        var text = new StringBuilder();
        foreach (var shard in Shards)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{shard.Index} {shard.Length} {shard.Parameters}\n");
        }

        return Sha256Digest.Of(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
