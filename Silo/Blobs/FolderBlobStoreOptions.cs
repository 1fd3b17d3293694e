namespace Tapestry.Silo.Blobs;

/// <summary>Where blobs are kept and how large they may be.</summary>
public sealed record FolderBlobStoreOptions
{
    /// <summary>The store's folder, on one file system; made when missing.</summary>
    public required string Folder { get; init; }

    /// <summary>Largest blob in bytes: a reader may hold one in memory.</summary>
    public long MaxBlobBytes { get; init; } = 1L << 30;
}
