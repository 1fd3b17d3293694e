using Tapestry.Silo.Blobs.Azure;

namespace Tapestry.Silo.Blobs;

/// <summary>Where in an object store blobs are kept and how large they may be.</summary>
public sealed record AzureBlobStoreOptions
{
    /// <summary>The container; made when missing and the credentials allow it.</summary>
    public required AzureContainer Container { get; init; }

    /// <summary>What the names of all its objects begin with, ending in a slash; stores of one container have different ones.</summary>
    public string Prefix { get; init; } = "blobs/";

    /// <summary>Largest blob in bytes: a reader may hold one in memory.</summary>
    public long MaxBlobBytes { get; init; } = 1L << 30;
}
