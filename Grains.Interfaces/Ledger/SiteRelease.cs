using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Ledger;

/// <summary>Which ledger a round reserved on for a site: the dataset that the site declared when it was offered the ticket.</summary>
/// <param name="Site">The site.</param>
/// <param name="Ledger">Its ledger.</param>
/// <param name="IsCharged">True once something of the site was released.</param>
public sealed record SiteRelease(SiteId Site, LedgerId Ledger, bool IsCharged);
