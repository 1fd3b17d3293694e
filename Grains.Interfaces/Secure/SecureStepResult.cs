using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Secure;

/// <summary>What closing a step led to. The same plan always gives the same result.</summary>
public sealed record SecureStepResult
{
    /// <summary>The handshake.</summary>
    public required int Attempt { get; init; }

    /// <summary>The step that was closed.</summary>
    public required SecureStep Step { get; init; }

    /// <summary>The blob with the region's state (TSAR).</summary>
    public required Sha256Digest RegionState { get; init; }

    /// <summary>The step that follows; null when the handshake is over.</summary>
    public SecureStep? Next { get; init; }

    /// <summary>Members that may answer the next step, in ordinal order.</summary>
    public IReadOnlyList<SiteId> Expected { get; init; } = [];

    /// <summary>Answers that the protocol refused, each with its reason.</summary>
    public IReadOnlyList<RefusedAnswer> Refused { get; init; } = [];

    /// <summary>The sum's secrets; null unless they are known.</summary>
    public UnmaskedSum? Sum { get; init; }

    /// <summary>Members whose inputs make up the sum; null before inputs are closed.</summary>
    public IReadOnlyList<SiteId>? Survivors { get; init; }

    /// <summary>Why the handshake ended without a sum; null otherwise.</summary>
    public string? AbandonReason { get; init; }

    /// <summary>Members to leave out of another handshake.</summary>
    public IReadOnlyList<SiteId> Blamed { get; init; } = [];
}
