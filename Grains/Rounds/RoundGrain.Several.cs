using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;

namespace Tapestry.Grains.Rounds;

/// <content>Messages of several sites in one transaction. What one of them throws ends it for all.</content>
public sealed partial class RoundGrain
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<bool>> OfferAllAsync(IReadOnlyList<SiteId> sites)
    {
        var offered = new List<bool>(sites.Count);
        foreach (var site in sites)
        {
            offered.Add(await OfferAsync(site));
        }

        return offered;
    }

    /// <inheritdoc/>
    public async Task ReportAllReadyAsync(IReadOnlyList<ReadyReport> reports)
    {
        foreach (var report in reports)
        {
            await ReportReadyAsync(report);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Receipt>> ContributeAllAsync(IReadOnlyList<Contribution> contributions)
    {
        var receipts = new List<Receipt>(contributions.Count);
        foreach (var contribution in contributions)
        {
            receipts.Add(await ContributeAsync(contribution));
        }

        return receipts;
    }

    /// <inheritdoc/>
    public async Task AnswerAllAsync(IReadOnlyList<ProtocolDelivery> deliveries)
    {
        foreach (var delivery in deliveries)
        {
            await AnswerProtocolAsync(delivery);
        }
    }
}
