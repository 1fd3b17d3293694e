using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Verification;

/// <summary>A shard whose merge gives other bytes than the certificate says.</summary>
/// <param name="Shard">Its index.</param>
/// <param name="What"><c>parameters</c> or <c>optimizer state</c>.</param>
/// <param name="Certified">SHA-256 in the certificate; null when it names none.</param>
/// <param name="Recomputed">SHA-256 of what the merge gives.</param>
public sealed record ShardDifference(int Shard, string What, Sha256Digest? Certified, Sha256Digest Recomputed);
