using System.Runtime.InteropServices;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Client.Sdk.Models;

/// <summary>
/// Keeps a copy of a Shared Base and fetches only the shards whose digest changed. Each shard is verified against its
/// digest before it replaces the old one. Not for use by several threads at once.
/// </summary>
public sealed class BaseDownload(IBlobSource source)
{
    private const int MaximumAttempts = 3;

    private readonly Dictionary<int, ShardVersion> held = [];
    private float[] parameters = [];

    /// <summary>Bytes fetched so far.</summary>
    public long BytesFetched { get; private set; }

    /// <summary>Brings the copy to a manifest.</summary>
    /// <returns>The flat parameter vector (float32); valid until the next call.</returns>
    /// <exception cref="DamagedShardException">The source gave other bytes than the manifest names, three times.</exception>
    public async Task<ReadOnlyMemory<float>> GetAsync(BaseManifest manifest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        if (parameters.Length != manifest.ParameterCount)
        {
            parameters = new float[manifest.ParameterCount];
            held.Clear();
        }

        var offset = 0;
        foreach (var shard in manifest.Shards)
        {
            if (!held.TryGetValue(shard.Index, out var standing) || standing != shard)
            {
                await FetchAsync(shard, offset, cancellationToken);
            }

            offset += shard.Length;
        }

        return parameters;
    }

    private async Task FetchAsync(ShardVersion shard, int offset, CancellationToken cancellationToken)
    {
        var bytes = await FetchVerifiedAsync(shard, cancellationToken);
        held.Remove(shard.Index);
        MemoryMarshal.Cast<byte, float>(bytes.Span).CopyTo(parameters.AsSpan(offset, shard.Length));
        held[shard.Index] = shard;
        BytesFetched += bytes.Length;
    }

    /// <summary>Damage on the way is mended by fetching again; damage at the source is not, and is refused.</summary>
    private async Task<ReadOnlyMemory<byte>> FetchVerifiedAsync(ShardVersion shard, CancellationToken cancellationToken)
    {
        var received = 0;
        for (var attempt = 1; attempt <= MaximumAttempts; attempt++)
        {
            var bytes = await source.FetchAsync(shard.Parameters, cancellationToken);
            received = bytes.Length;
            if (received == (long)shard.Length * sizeof(float) && Sha256Digest.Of(bytes.Span) == shard.Parameters)
            {
                return bytes;
            }
        }

        throw new DamagedShardException(shard, received);
    }
}
