using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Rounds;

/// <summary>An encoded contribution that arrived.</summary>
/// <param name="Digest">The blob.</param>
/// <param name="Bytes">Its size in bytes.</param>
public sealed record ReceivedFrame(Sha256Digest Digest, long Bytes);
