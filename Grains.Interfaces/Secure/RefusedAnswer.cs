using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Secure;

/// <summary>A message that the protocol refused: its sender counts as one that did not answer.</summary>
/// <param name="Site">The sender.</param>
/// <param name="Reason">Why.</param>
public sealed record RefusedAnswer(SiteId Site, string Reason);
