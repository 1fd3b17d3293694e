using System.Diagnostics.Metrics;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Silo.Catalog;

namespace Tapestry.Silo.Telemetry;

/// <summary>Shows every ledger that has a budget: every silo the same, read anew while anybody listens.</summary>
internal sealed class LedgerGauges(RegionCatalog catalog, IReleaseComposition composition, TimeProvider clock)
{
    private const int Page = 200;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    private static readonly Gauge<double> Limit = SiloTelemetry.Meter.CreateGauge<double>(
        "tapestry.ledger.epsilon.limit", "1", "Epsilon of a member's budget for a dataset.");

    private static readonly Gauge<double> Spent = SiloTelemetry.Meter.CreateGauge<double>(
        "tapestry.ledger.epsilon.spent", "1", "Epsilon of all releases from a dataset at its budget's delta; absent while no bound holds.");

    private static readonly Gauge<double> Remaining = SiloTelemetry.Meter.CreateGauge<double>(
        "tapestry.ledger.epsilon.remaining", "1", "Epsilon that is left, 0 at least; what open rounds hold is not taken off.");

    /// <summary>Shows them until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (Limit.Enabled || Spent.Enabled || Remaining.Enabled)
            {
                await ShowAsync(cancellationToken);
            }

            await Task.Delay(Every, clock, cancellationToken);
        }
    }

    /// <summary>Reads all ledgers and shows them.</summary>
    public async Task ShowAsync(CancellationToken cancellationToken)
    {
        var after = "";
        while ((await catalog.ListLedgersAsync(after, Page, cancellationToken)).Ledgers is [.., var last] ledgers)
        {
            foreach (var ledger in ledgers)
            {
                Show(ledger);
            }

            after = last.Ledger.Value;
        }
    }

    private void Show(LedgerView ledger)
    {
        if (ledger.Budget is not { } budget)
        {
            return;
        }

        var spent = composition.Epsilon(ledger.Charges.Releases(), budget.Delta);
        KeyValuePair<string, object?> site = new(SiloTelemetry.Site, ledger.Ledger.Site.Value);
        KeyValuePair<string, object?> dataset = new(SiloTelemetry.Dataset, ledger.Ledger.Dataset);
        Limit.Record(budget.Epsilon, site, dataset);
        Remaining.Record(Math.Max(0, budget.Epsilon - spent), site, dataset);
        if (double.IsFinite(spent))
        {
            Spent.Record(spent, site, dataset);
        }
    }
}
