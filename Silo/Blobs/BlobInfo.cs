using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Blobs;

/// <summary>A stored blob.</summary>
/// <param name="Blob">Its name.</param>
/// <param name="SizeBytes">Its size in bytes.</param>
/// <param name="PutAt">When it was last put, whether or not it was there already.</param>
public sealed record BlobInfo(Sha256Digest Blob, long SizeBytes, DateTimeOffset PutAt);
