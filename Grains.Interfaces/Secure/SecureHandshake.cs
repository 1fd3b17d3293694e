using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Secure;

/// <summary>A round's handshake as it stands.</summary>
public sealed record SecureHandshake
{
    /// <summary>Number of the handshake within the round, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The step that is open or, while <see cref="IsClosing"/>, being closed.</summary>
    public required SecureStep Step { get; init; }

    /// <summary>Members that may answer the step, in ordinal order.</summary>
    public required IReadOnlyList<SiteId> Expected { get; init; }

    /// <summary>Answers that arrived, in ordinal order of sites.</summary>
    public IReadOnlyList<ProtocolMessageNote> Answers { get; init; } = [];

    /// <summary>Bytes of all answers so far, in all handshakes of the round.</summary>
    public long ProtocolBytes { get; init; }

    /// <summary>Members that left the handshake, in the order in which they left.</summary>
    public IReadOnlyList<SiteId> Withdrawn { get; init; } = [];

    /// <summary>True when no further answer counts and a job closes the step.</summary>
    public bool IsClosing { get; init; }

    /// <summary>The blob with the region's state after the last closed step (TSAR); null before the first.</summary>
    public Sha256Digest? RegionState { get; init; }

    /// <summary>What became of it; null until the sum is unmasked.</summary>
    public UnmaskedSum? Sum { get; init; }

    /// <summary>True when the step still waits for the site.</summary>
    public bool Awaits(SiteId site) => !IsClosing && Sum is null && Expected.Contains(site) && !Withdrawn.Contains(site)
        && Answers.All(answer => answer.Site != site);
}
