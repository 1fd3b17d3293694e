using System.Text.Json.Serialization;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Secure;

namespace Tapestry.Grains.Interfaces.Gateway;

/// <summary>A signed message of the secure aggregation protocol. Sending it twice has no further effect.</summary>
public sealed record ProtocolAnswer : SiteMessage
{
    /// <summary>Most bytes of a message: shares for 1,023 neighbours and more.</summary>
    public const int MaximumBytes = 16 << 20;

    /// <summary>The round.</summary>
    public required RoundId Round { get; init; }

    /// <summary>The handshake within the round.</summary>
    public required int Attempt { get; init; }

    /// <summary>The step that it answers.</summary>
    public required SecureStep Step { get; init; }

    /// <summary>SHA-256 of <see cref="Message"/>.</summary>
    public required Sha256Digest Digest { get; init; }

    /// <summary>The protocol's own bytes (TSAM); they travel beside the message, not inside its JSON.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte> Message { get; init; }
}
