using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Gateway;

/// <summary>Asks for a blob.</summary>
public sealed record BlobQuery : SiteMessage
{
    /// <summary>The blob.</summary>
    public required Sha256Digest Blob { get; init; }
}
