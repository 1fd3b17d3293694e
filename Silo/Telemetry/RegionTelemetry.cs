using Tapestry.Actors;
using Tapestry.Actors.Storage;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Silo.Catalog;

namespace Tapestry.Silo.Telemetry;

/// <summary>What a region reports beside its calls: ended rounds, contributions and ledgers.</summary>
internal sealed class RegionTelemetry(IEventReader events, IReleaseComposition composition, TimeProvider clock)
{
    private readonly RoundFollower rounds = new(events, clock);

    /// <summary>To be told every commit of the region's host.</summary>
    public void Committed(IReadOnlyList<NewEvent> committed) => rounds.Committed(committed);

    /// <summary>Reports until cancelled.</summary>
    public Task RunAsync(IGrainFactory grains, CancellationToken cancellationToken) => Task.WhenAll(
        rounds.RunAsync(cancellationToken),
        new LedgerGauges(new RegionCatalog(grains, events), composition, clock).RunAsync(cancellationToken));
}
