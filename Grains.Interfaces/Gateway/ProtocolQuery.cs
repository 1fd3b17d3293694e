using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Gateway;

/// <summary>Asks what the handshake of a secure round wants of the sender.</summary>
public sealed record ProtocolQuery : SiteMessage
{
    /// <summary>The round.</summary>
    public required RoundId Round { get; init; }
}
