using Tapestry.Grains.Interfaces.Errors;

namespace Tapestry.Client.Site.SecureRounds;

/// <summary>A handshake is not what the ticket said; the message says in what.</summary>
public sealed class HandshakeRefusedException(string message) : TapestryException("handshake.refused", message);
