using System.Buffers;
using System.Security.Cryptography;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Blobs.Folders;

/// <summary>Copies a stream into the store and hashes it on the way. Errors of the source stay what they are.</summary>
internal static class DigestCopy
{
    private const int BufferBytes = 1 << 17;

    /// <exception cref="BlobTooLargeException">The source holds more than the limit.</exception>
    public static async Task<Sha256Digest> CopyAsync(
        Stream source, Stream destination, string store, long limitBytes, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var left = limitBytes;
            for (int read; (read = await source.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                left -= read;
                if (left < 0)
                {
                    throw new BlobTooLargeException(limitBytes);
                }

                hash.AppendData(buffer, 0, read);
                var piece = buffer.AsMemory(0, read);
                await StorageErrors.Guard(store, () => destination.WriteAsync(piece, cancellationToken).AsTask());
            }

            return Sha256Digest.FromHash(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
