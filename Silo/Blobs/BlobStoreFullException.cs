namespace Tapestry.Silo.Blobs;

/// <summary>The store has no room left. Nothing was half-written.</summary>
public sealed class BlobStoreFullException(string store, string reason) : BlobException(
    "blob.store-full", $"The blob store '{store}' is full: {reason} Free space or collect garbage, then try again; nothing is lost.");
