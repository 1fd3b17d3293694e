namespace Tapestry.Silo.Blobs;

/// <summary>The store cannot be read or written at all. Nothing was half-written.</summary>
public sealed class BlobStoreUnavailableException(string store, string reason) : BlobException(
    "blob.store-unavailable", $"The blob store '{store}' cannot be used: {reason} Check that it exists and that this process may write to it.");
