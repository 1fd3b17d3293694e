using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Secure;

/// <summary>What a finished handshake revealed.</summary>
/// <param name="Record">The blob with the unmasking record (TSAU): what members signed and which secrets were revealed.</param>
/// <param name="SideSums">Sums of the side vector.</param>
public sealed record UnmaskedSum(Sha256Digest Record, IReadOnlyList<SideSum> SideSums);
