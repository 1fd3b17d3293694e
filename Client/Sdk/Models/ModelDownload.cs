using System.Security.Cryptography;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Client.Sdk.Models;

/// <summary>
/// Brings a Shared Base into a file: its flat vector, little-endian float32. Every shard is verified before it is written, and
/// the file has its name only when all are there. What an earlier try left is verified and kept.
/// </summary>
public sealed class ModelDownload(IRegionClient region)
{
    private const string Unfinished = ".part";
    private const int BufferBytes = 1 << 16;

    /// <summary>Downloads a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file; one that is there is replaced at the end.</param>
    /// <param name="progress">Told after every shard; null for nobody.</param>
    /// <param name="cancellationToken">Gives up; the same call later goes on.</param>
    /// <exception cref="DamagedBlobException">The region gave other bytes than the manifest names.</exception>
    /// <exception cref="DamagedShardException">A shard is of another length than the manifest says.</exception>
    /// <exception cref="Grains.Interfaces.Gateway.BlobNotFoundException">The region keeps this model no longer.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task ToFileAsync(ModelView model, string path, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        var total = model.Base.Shards.Sum(Bytes);
        await using (var file = new FileStream(path + Unfinished, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, BufferBytes, useAsync: true))
        {
            var held = await VerifiedShardsAsync(file, model.Base.Shards, cancellationToken);
            var done = model.Base.Shards.Take(held).Sum(Bytes);
            file.SetLength(done);
            file.Position = done;
            progress?.Report(new DownloadProgress(done, total));
            foreach (var shard in model.Base.Shards.Skip(held))
            {
                await file.WriteAsync(await FetchAsync(shard, cancellationToken), cancellationToken);
                done += Bytes(shard);
                progress?.Report(new DownloadProgress(done, total));
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(path + Unfinished, path, overwrite: true);
    }

    private static long Bytes(ShardVersion shard) => (long)shard.Length * sizeof(float);

    private async Task<ReadOnlyMemory<byte>> FetchAsync(ShardVersion shard, CancellationToken cancellationToken)
    {
        var bytes = await region.FetchBlobAsync(shard.Parameters, cancellationToken);
        return bytes.Length == Bytes(shard) ? bytes : throw new DamagedShardException(shard, bytes.Length);
    }

    /// <summary>How many shards from the first on the file holds whole and unharmed.</summary>
    private static async Task<int> VerifiedShardsAsync(FileStream file, IReadOnlyList<ShardVersion> shards, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        for (var index = 0; index < shards.Count; index++)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            for (var rest = Bytes(shards[index]); rest > 0;)
            {
                var count = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(rest, buffer.Length)), cancellationToken);
                if (count == 0)
                {
                    return index;
                }

                hash.AppendData(buffer, 0, count);
                rest -= count;
            }

            if (Sha256Digest.FromHash(hash.GetHashAndReset()) != shards[index].Parameters)
            {
                return index;
            }
        }

        return shards.Count;
    }
}
