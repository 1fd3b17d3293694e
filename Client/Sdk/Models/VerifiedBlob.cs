using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Sdk.Models;

/// <summary>Fetches bytes until they are those that the digest names: damage on the way is mended, damage at the source refused.</summary>
internal static class VerifiedBlob
{
    private const int MaximumAttempts = 3;

    /// <exception cref="DamagedBlobException">The source gave other bytes, three times.</exception>
    public static async Task<ReadOnlyMemory<byte>> FetchAsync(
        Sha256Digest blob, Func<CancellationToken, Task<ReadOnlyMemory<byte>>> fetch, CancellationToken cancellationToken)
    {
        var received = 0;
        for (var attempt = 1; attempt <= MaximumAttempts; attempt++)
        {
            var bytes = await fetch(cancellationToken);
            received = bytes.Length;
            if (Sha256Digest.Of(bytes.Span) == blob)
            {
                return bytes;
            }
        }

        throw new DamagedBlobException(blob, received);
    }
}
