using System.Buffers;
using System.Security.Cryptography;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Blobs.Azure;

/// <summary>Puts content under its digest, which is known to be right before the name is given.</summary>
internal sealed class VerifiedPut(BlobWriter writer, string store)
{
    /// <summary>Other writers and collections, each of which makes one try vain.</summary>
    private const int MostTries = 10;

    /// <summary>Puts bytes whose digest the writer's name is.</summary>
    public async Task PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await writer.TryRenewAsync(cancellationToken))
            {
                return;
            }

            var rest = content;
            while (rest.Length > BlobWriter.BlockBytes)
            {
                await writer.StageAsync(rest[..BlobWriter.BlockBytes], cancellationToken);
                rest = rest[BlobWriter.BlockBytes..];
            }

            if (await writer.TryCommitAsync(rest, cancellationToken))
            {
                return;
            }
        }

        throw Overtaken();
    }

    /// <summary>Puts a stream, verified while it is sent. Errors of the stream stay what they are.</summary>
    /// <exception cref="BlobDigestMismatchException">The content is another.</exception>
    /// <exception cref="BlobTooLargeException">It is above the limit.</exception>
    public async Task PutAsync(Sha256Digest blob, Stream content, long limitBytes, CancellationToken cancellationToken)
    {
        if (await writer.TryRenewAsync(cancellationToken))
        {
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(BlobWriter.BlockBytes);
        try
        {
            var last = await StageAllButLastAsync(blob, content, limitBytes, buffer.AsMemory(0, BlobWriter.BlockBytes), cancellationToken);
            if (!await writer.TryCommitAsync(last, cancellationToken) && !await writer.TryRenewAsync(cancellationToken))
            {
                throw Overtaken();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<ReadOnlyMemory<byte>> StageAllButLastAsync(
        Sha256Digest blob, Stream content, long limitBytes, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var left = limitBytes;
        while (true)
        {
            var read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            left -= read;
            if (left < 0)
            {
                throw new BlobTooLargeException(limitBytes);
            }

            hash.AppendData(buffer.Span[..read]);
            if (read < buffer.Length)
            {
                var actual = Sha256Digest.FromHash(hash.GetHashAndReset());
                return actual == blob ? buffer[..read] : throw new BlobDigestMismatchException(blob, actual);
            }

            await writer.StageAsync(buffer, cancellationToken);
        }
    }

    private BlobStoreOutageException Overtaken() => new(store, "others put and deleted the same blob all the while.");
}
