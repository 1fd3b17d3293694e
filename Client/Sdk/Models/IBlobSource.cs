using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Sdk.Models;

/// <summary>Where a client fetches blobs.</summary>
public interface IBlobSource
{
    /// <summary>Fetches a blob; the caller verifies it.</summary>
    /// <exception cref="Grains.Interfaces.Gateway.BlobNotFoundException">The source does not have it.</exception>
    Task<ReadOnlyMemory<byte>> FetchAsync(Sha256Digest blob, CancellationToken cancellationToken);
}
