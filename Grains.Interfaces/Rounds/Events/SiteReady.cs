using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Rounds.Events;

/// <summary>Audit event: a site finished local training.</summary>
public sealed record SiteReady(SiteId Site, long? Tokens, double? BaseBitsPerByte);
