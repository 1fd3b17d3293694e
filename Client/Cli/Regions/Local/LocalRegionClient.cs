using System.Runtime.CompilerServices;
using Tapestry.Actors;
using Tapestry.Client.Sdk;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Catalog;

namespace Tapestry.Client.Cli.Regions.Local;

/// <summary>A region whose database and blobs this process opens itself, also while others have them open.</summary>
/// <param name="grains">Its grains.</param>
/// <param name="events">Its events.</param>
/// <param name="blobs">Its blobs.</param>
/// <param name="clock">Times the looks for new events: another process's commits raise no signal here.</param>
/// <param name="owner">What is disposed with the client.</param>
internal sealed class LocalRegionClient(
    IGrainFactory grains, IEventReader events, IBlobStore blobs, TimeProvider clock, IAsyncDisposable owner) : IRegionClient
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    private readonly RegionCatalog catalog = new(grains, events);

    public Task<ConsortiumView> GetConsortiumAsync(ConsortiumId consortium, CancellationToken cancellationToken) =>
        grains.GetGrain<IConsortiumGrain>(consortium.Value).GetAsync();

    public Task<Sha256Digest> StoreBlobAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        blobs.PutAsync(content, cancellationToken);

    public async Task<ReadOnlyMemory<byte>> FetchBlobAsync(Sha256Digest blob, CancellationToken cancellationToken)
    {
        try
        {
            return await blobs.ReadAsync(blob, cancellationToken);
        }
        catch (Exception problem) when (problem is MissingBlobException or CorruptBlobException)
        {
            throw new BlobNotFoundException(blob, problem.Message);
        }
    }

    public Task DefineRunAsync(RunDefinition definition, CancellationToken cancellationToken) =>
        Run(definition.Run).CreateAsync(definition);

    public Task StartRunAsync(RunId run, CancellationToken cancellationToken) => Run(run).StartAsync();

    public Task StopRunAsync(RunId run, string reason, CancellationToken cancellationToken) => Run(run).StopAsync(reason);

    public Task<RunView> GetRunAsync(RunId run, CancellationToken cancellationToken) => Run(run).GetAsync();

    public async IAsyncEnumerable<RunSummary> ListRunsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var run in (await catalog.ListRunsAsync("", int.MaxValue, cancellationToken)).Runs)
        {
            yield return run;
        }
    }

    public Task<RoundView> GetRoundAsync(RoundId round, CancellationToken cancellationToken) =>
        grains.GetGrain<IRoundGrain>(round.Value).GetAsync();

    public async IAsyncEnumerable<ModelSummary> ListModelsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var model in (await catalog.ListModelsAsync("", int.MaxValue, cancellationToken)).Models)
        {
            yield return model;
        }
    }

    public Task<ModelView> GetModelAsync(RunId run, int? round, CancellationToken cancellationToken) => catalog.GetModelAsync(run, round);

    public Task<LedgerView> GetLedgerAsync(LedgerId ledger, CancellationToken cancellationToken) =>
        grains.GetGrain<ILedgerGrain>(ledger.Value).GetAsync();

    public async IAsyncEnumerable<LedgerView> ListLedgersAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var ledger in (await catalog.ListLedgersAsync("", int.MaxValue, cancellationToken)).Ledgers)
        {
            yield return ledger;
        }
    }

    public async Task<EventPage> ReadEventsAsync(string? stream, long after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IRegionClient.MostEvents);
        return new EventPage([.. (await events.ReadAsync(stream, after, limit, cancellationToken)).Select(EventViews.Of)]);
    }

    public async IAsyncEnumerable<EventView> WatchEventsAsync(
        string? stream, long after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var last = after; ;)
        {
            var page = await ReadEventsAsync(stream, last, IRegionClient.MostEvents, cancellationToken);
            foreach (var next in page.Events)
            {
                yield return next;
                last = next.Position;
            }

            if (page.Events.Count < IRegionClient.MostEvents)
            {
                await Task.Delay(LookEvery, clock, cancellationToken);
            }
        }
    }

    public ValueTask DisposeAsync() => owner.DisposeAsync();

    private IRunGrain Run(RunId run) => grains.GetGrain<IRunGrain>(run.Value);
}
