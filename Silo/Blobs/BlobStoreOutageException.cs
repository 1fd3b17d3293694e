namespace Tapestry.Silo.Blobs;

/// <summary>The store does not answer now, though it may again without anybody's doing. Nothing was half-written.</summary>
public sealed class BlobStoreOutageException(string store, string reason) : BlobException(
    "blob.store-outage", $"The blob store '{store}' does not answer: {reason} Try again; if it lasts, look after the store and the way to it.");
