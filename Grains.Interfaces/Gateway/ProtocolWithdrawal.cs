using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Gateway;

/// <summary>The sender leaves the handshake of a round; the round goes on without it if it can.</summary>
public sealed record ProtocolWithdrawal : SiteMessage
{
    /// <summary>The round.</summary>
    public required RoundId Round { get; init; }

    /// <summary>Why, for people; at most 500 characters.</summary>
    public required string Reason { get; init; }
}
