namespace Tapestry.Silo.Blobs;

/// <summary>What a garbage collection did.</summary>
/// <param name="KeptBlobs">Blobs left in the store.</param>
/// <param name="DeletedBlobs">Blobs removed.</param>
/// <param name="DeletedBytes">Bytes of the blobs removed.</param>
/// <param name="DeletedUploads">Stopped uploads removed.</param>
public sealed record GarbageReport(long KeptBlobs, long DeletedBlobs, long DeletedBytes, long DeletedUploads);
