using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Blobs;

/// <summary>Content arrived that is not what its sender said. Nothing was stored.</summary>
public sealed class BlobDigestMismatchException(Sha256Digest expected, Sha256Digest actual) : BlobException(
    "blob.digest-mismatch", $"Content said to be blob {expected} has SHA-256 {actual}; it was not stored. Send it again.")
{
    /// <summary>What the sender said.</summary>
    public Sha256Digest Expected { get; } = expected;

    /// <summary>SHA-256 of what arrived.</summary>
    public Sha256Digest Actual { get; } = actual;
}
