using Tapestry.Privacy.SecureAggregation.Keys;

namespace Tapestry.Privacy.SecureAggregation.Sites;

/// <summary>What the site knows of a round before its handshake, from the ticket that it trained by.</summary>
public sealed record RoundExpectation
{
    /// <summary>Name of the run.</summary>
    public required string Run { get; init; }

    /// <summary>Number of the round.</summary>
    public required int Round { get; init; }

    /// <summary>SHA-256 of the manifest of the base model that the site really trained from.</summary>
    public required Hash256 BaseHash { get; init; }

    /// <summary>Version of the charter policy that the site accepted.</summary>
    public required int PolicyVersion { get; init; }
}
