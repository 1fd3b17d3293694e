namespace Tapestry.Silo.Blobs;

/// <summary>The store cannot be read or written until somebody mends something. Nothing was half-written.</summary>
public sealed class BlobStoreUnavailableException(string store, string reason, string? remedy = null) : BlobException(
    "blob.store-unavailable",
    $"The blob store '{store}' cannot be used: {reason} {remedy ?? "Check that it exists and that this process may write to it."}");
