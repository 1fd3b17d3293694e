using System.Globalization;
using System.Runtime.CompilerServices;
using Tapestry.Client.Sdk.Events;
using Tapestry.Client.Sdk.Http;
using Tapestry.Client.Sdk.Models;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Client.Sdk;

/// <summary>
/// A region over HTTP. Requests that no silo answers are tried again, on each silo in turn and then with growing, jittered
/// waits, for as long as the options allow. Safe for concurrent use.
/// </summary>
public sealed class TapestryClient : IRegionClient
{
    private const int ListPage = 100;

    private readonly RegionConnection connection;
    private readonly TimeProvider clock;

    /// <summary>A client; nothing is sent yet.</summary>
    /// <param name="options">Where the region is and who calls.</param>
    /// <param name="clock">Times waits; null for the system's.</param>
    /// <param name="handler">How bytes travel; null for the system's own way.</param>
    public TapestryClient(RegionConnectionOptions options, TimeProvider? clock = null, HttpMessageHandler? handler = null)
    {
        this.clock = clock ?? TimeProvider.System;
        connection = new RegionConnection(options, this.clock, handler);
    }

    /// <inheritdoc/>
    public Task<ConsortiumView> GetConsortiumAsync(ConsortiumId consortium, CancellationToken cancellationToken) =>
        connection.GetAsync(ApiPaths.Fill(ApiPaths.Consortium, consortium.Value), ApiJson.Default.ConsortiumView, cancellationToken);

    /// <inheritdoc/>
    public async Task<Sha256Digest> StoreBlobAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var blob = Sha256Digest.Of(content.Span);
        await connection.WriteAsync(HttpMethod.Put, ApiPaths.BlobOf(blob), content, "application/octet-stream", cancellationToken);
        return blob;
    }

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> FetchBlobAsync(Sha256Digest blob, CancellationToken cancellationToken) =>
        VerifiedBlob.FetchAsync(blob, stop => new BlobDownload(connection, blob).FetchAsync(stop), cancellationToken);

    /// <inheritdoc/>
    public Task DefineRunAsync(RunDefinition definition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return connection.PutAsync(
            ApiPaths.Fill(ApiPaths.Run, definition.Run.Value), definition, ApiJson.Default.RunDefinition, cancellationToken);
    }

    /// <inheritdoc/>
    public Task StartRunAsync(RunId run, CancellationToken cancellationToken) =>
        connection.WriteAsync(HttpMethod.Post, ApiPaths.Fill(ApiPaths.RunStart, run.Value), null, "", cancellationToken);

    /// <inheritdoc/>
    public Task StopRunAsync(RunId run, string reason, CancellationToken cancellationToken) =>
        connection.PostAsync(ApiPaths.Fill(ApiPaths.RunStop, run.Value), new RunStop(reason), ApiJson.Default.RunStop, cancellationToken);

    /// <inheritdoc/>
    public Task<RunView> GetRunAsync(RunId run, CancellationToken cancellationToken) =>
        connection.GetAsync(ApiPaths.Fill(ApiPaths.Run, run.Value), ApiJson.Default.RunView, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<RunSummary> ListRunsAsync(CancellationToken cancellationToken = default) => ListAsync(
        ApiPaths.Runs,
        async (path, stop) => (await connection.GetAsync(path, ApiJson.Default.RunPage, stop)).Runs,
        run => run.Run.Value, cancellationToken);

    /// <inheritdoc/>
    public Task<RoundView> GetRoundAsync(RoundId round, CancellationToken cancellationToken) => connection.GetAsync(
        ApiPaths.Fill(ApiPaths.Round, round.Run.Value, Text(round.Number)), ApiJson.Default.RoundView, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ModelSummary> ListModelsAsync(CancellationToken cancellationToken = default) => ListAsync(
        ApiPaths.Models,
        async (path, stop) => (await connection.GetAsync(path, ApiJson.Default.ModelPage, stop)).Models,
        model => model.Run.Value, cancellationToken);

    /// <inheritdoc/>
    public Task<ModelView> GetModelAsync(RunId run, int? round, CancellationToken cancellationToken) => connection.GetAsync(
        round is { } number ? ApiPaths.Fill(ApiPaths.Model, run.Value, Text(number)) : ApiPaths.Fill(ApiPaths.CurrentModel, run.Value),
        ApiJson.Default.ModelView, cancellationToken);

    /// <inheritdoc/>
    public Task<LedgerView> GetLedgerAsync(LedgerId ledger, CancellationToken cancellationToken) => connection.GetAsync(
        ApiPaths.Fill(ApiPaths.Ledger, ledger.Site.Value, ledger.Dataset), ApiJson.Default.LedgerView, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<LedgerView> ListLedgersAsync(CancellationToken cancellationToken = default) => ListAsync(
        ApiPaths.Ledgers,
        async (path, stop) => (await connection.GetAsync(path, ApiJson.Default.LedgerPage, stop)).Ledgers,
        ledger => ledger.Ledger.Value, cancellationToken);

    /// <inheritdoc/>
    public Task<EventPage> ReadEventsAsync(string? stream, long after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IRegionClient.MostEvents);
        return connection.GetAsync(
            $"{ApiPaths.AuditEvents}?after={Text(after)}&limit={Text(limit)}{Stream(stream)}", ApiJson.Default.EventPage, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<EventView> WatchEventsAsync(string? stream, long after, CancellationToken cancellationToken = default) =>
        new EventFollower(connection, clock, $"{ApiPaths.Events}?after={Text(after)}{Stream(stream)}", after).FollowAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        connection.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async IAsyncEnumerable<T> ListAsync<T>(
        string path, Func<string, CancellationToken, Task<IReadOnlyList<T>>> read, Func<T, string> key,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = "";
        IReadOnlyList<T> page;
        do
        {
            page = await read($"{path}?limit={Text(ListPage)}&after={Uri.EscapeDataString(after)}", cancellationToken);
            foreach (var item in page)
            {
                yield return item;
                after = key(item);
            }
        }
        while (page.Count == ListPage);
    }

    private static string Stream(string? stream) => stream is null ? "" : $"&stream={Uri.EscapeDataString(stream)}";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
