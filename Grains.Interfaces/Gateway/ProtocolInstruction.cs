using Tapestry.Grains.Interfaces.Secure;

namespace Tapestry.Grains.Interfaces.Gateway;

/// <summary>What a handshake wants of a site.</summary>
/// <param name="Attempt">The handshake within the round.</param>
/// <param name="Step">The step to answer.</param>
/// <param name="Message">
/// The region's message (TSAM); for <see cref="SecureStep.Advertise"/> the public parameters of the round (TSAP).
/// </param>
public sealed record ProtocolInstruction(int Attempt, SecureStep Step, ReadOnlyMemory<byte> Message);
