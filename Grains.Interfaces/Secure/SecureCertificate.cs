using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Secure;

/// <summary>
/// What a certificate says of secure aggregation. Each merged member counts its governed weight over the sum of those
/// of all merged members.
/// </summary>
public sealed record SecureCertificate
{
    /// <summary>The handshake that led to the sum.</summary>
    public required int Attempt { get; init; }

    /// <summary>The blob with the unmasking record (TSAU).</summary>
    public required Sha256Digest Record { get; init; }

    /// <summary>Sums of the side vector.</summary>
    public required IReadOnlyList<SideSum> SideSums { get; init; }

    /// <summary>Members of the cohort whose inputs are not in the sum.</summary>
    public required IReadOnlyList<SiteId> Dropped { get; init; }
}
