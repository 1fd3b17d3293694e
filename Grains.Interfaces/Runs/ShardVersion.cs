using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Runs;

/// <summary>One shard's parameters: raw little-endian float32 in a blob.</summary>
/// <param name="Index">Shard index, from 0.</param>
/// <param name="Length">Parameters in the shard; the blob has four bytes each.</param>
/// <param name="Parameters">The blob.</param>
public sealed record ShardVersion(int Index, int Length, Sha256Digest Parameters);
