using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Sites.Events;

/// <summary>Audit event: a certified round counted the site.</summary>
public sealed record ContributionCounted(RoundId Round, long Tokens);
