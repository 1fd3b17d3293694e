using Tapestry.Grains.Interfaces.Ledger;

namespace Tapestry.Grains.Interfaces.Http;

/// <summary>A page of the region's privacy ledgers.</summary>
/// <param name="Ledgers">In ordinal order of <c>site/dataset</c>; fewer than asked for means that there are no more now.</param>
public sealed record LedgerPage(IReadOnlyList<LedgerView> Ledgers);
