using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Rounds;

/// <summary>The region has a contribution; the same upload always gives the same receipt.</summary>
/// <param name="Round">The round.</param>
/// <param name="Site">The contributor.</param>
/// <param name="Shard">Shard index, from 0.</param>
/// <param name="Digest">SHA-256 of the frame.</param>
/// <param name="Bytes">Size of the frame in bytes.</param>
public sealed record Receipt(RoundId Round, SiteId Site, int Shard, Sha256Digest Digest, long Bytes);
