using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Secure;

/// <summary>A site's signed protocol message that arrived.</summary>
/// <param name="Site">The sender.</param>
/// <param name="Message">The blob with its bytes (TSAM).</param>
/// <param name="Bytes">Its size in bytes.</param>
public sealed record ProtocolMessageNote(SiteId Site, Sha256Digest Message, long Bytes);
