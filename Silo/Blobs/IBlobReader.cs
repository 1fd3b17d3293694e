using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Blobs;

/// <summary>Reads immutable bytes by their SHA-256.</summary>
public interface IBlobReader
{
    /// <summary>Reads a whole blob and verifies it.</summary>
    /// <exception cref="MissingBlobException">The store does not have it.</exception>
    /// <exception cref="CorruptBlobException">The bytes found are damaged.</exception>
    Task<ReadOnlyMemory<byte>> ReadAsync(Sha256Digest blob, CancellationToken cancellationToken);
}
