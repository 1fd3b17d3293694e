namespace Tapestry.Grains.Interfaces.Secure;

/// <summary>A site's stored answer to a step.</summary>
/// <param name="Attempt">The handshake.</param>
/// <param name="Step">The step that it answers.</param>
/// <param name="Note">The message.</param>
public sealed record ProtocolDelivery(int Attempt, SecureStep Step, ProtocolMessageNote Note);
