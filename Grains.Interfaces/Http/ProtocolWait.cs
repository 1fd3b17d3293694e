using Tapestry.Grains.Interfaces.Gateway;

namespace Tapestry.Grains.Interfaces.Http;

/// <summary>Answer to a protocol query.</summary>
/// <param name="Status">How the wait ended; over when the site has no part in the handshake any more.</param>
/// <param name="Instruction">What the handshake wants when ready.</param>
public sealed record ProtocolWait(WaitStatus Status, ProtocolInstruction? Instruction = null);
