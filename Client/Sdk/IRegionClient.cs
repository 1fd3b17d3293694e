using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Client.Sdk;

/// <summary>
/// A region as partner apps and the command line see it. Every write may be repeated: the same one again changes nothing.
/// What the region refuses is a <see cref="Grains.Interfaces.Errors.TapestryException"/> with the region's stable code.
/// </summary>
public interface IRegionClient : IAsyncDisposable
{
    /// <summary>Events at most in one page.</summary>
    const int MostEvents = 1000;

    /// <summary>Reads a consortium's roster and policy.</summary>
    /// <exception cref="ConsortiumException">It was never founded.</exception>
    Task<ConsortiumView> GetConsortiumAsync(ConsortiumId consortium, CancellationToken cancellationToken);

    /// <summary>Stores bytes that a run's definition will name.</summary>
    /// <returns>Their SHA-256.</returns>
    Task<Sha256Digest> StoreBlobAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Reads a blob; the bytes are verified.</summary>
    /// <exception cref="Grains.Interfaces.Gateway.BlobNotFoundException">The region does not have it.</exception>
    Task<ReadOnlyMemory<byte>> FetchBlobAsync(Sha256Digest blob, CancellationToken cancellationToken);

    /// <summary>Defines a run; its blobs are stored before.</summary>
    /// <exception cref="RunException">The definition is not valid, or the run exists with another one.</exception>
    /// <exception cref="ConsortiumException">A site is not on the roster.</exception>
    Task DefineRunAsync(RunDefinition definition, CancellationToken cancellationToken);

    /// <summary>Opens a run's first round.</summary>
    /// <exception cref="RunException">No such run.</exception>
    Task StartRunAsync(RunId run, CancellationToken cancellationToken);

    /// <summary>Ends a run early; its last certified base stands.</summary>
    /// <exception cref="RunException">No such run.</exception>
    Task StopRunAsync(RunId run, string reason, CancellationToken cancellationToken);

    /// <summary>Reads a run.</summary>
    /// <exception cref="RunException">No such run.</exception>
    Task<RunView> GetRunAsync(RunId run, CancellationToken cancellationToken);

    /// <summary>All runs, in ordinal order of their ids.</summary>
    IAsyncEnumerable<RunSummary> ListRunsAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads a round.</summary>
    /// <exception cref="RoundException">No such round.</exception>
    Task<RoundView> GetRoundAsync(RoundId round, CancellationToken cancellationToken);

    /// <summary>The current Shared Base of every run, in ordinal order of the runs' ids.</summary>
    IAsyncEnumerable<ModelSummary> ListModelsAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads what a Shared Base consists of.</summary>
    /// <param name="run">The run.</param>
    /// <param name="round">The round that made it; 0 for the base that the run started from, null for the current one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RunException">No such run, or the round was not certified.</exception>
    /// <exception cref="RoundException">No such round.</exception>
    Task<ModelView> GetModelAsync(RunId run, int? round, CancellationToken cancellationToken);

    /// <summary>Reads a dataset's privacy ledger; one that nothing was ever written to is empty.</summary>
    Task<LedgerView> GetLedgerAsync(LedgerId ledger, CancellationToken cancellationToken);

    /// <summary>All ledgers that were ever written to, in ordinal order of site and dataset.</summary>
    IAsyncEnumerable<LedgerView> ListLedgersAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads a page of committed events.</summary>
    /// <param name="stream">Only streams whose name starts so, such as <c>round/</c>; null for all.</param>
    /// <param name="after">Position of the last event already had; 0 to start at the beginning.</param>
    /// <param name="limit">Events at most, 1 to <see cref="MostEvents"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<EventPage> ReadEventsAsync(string? stream, long after, int limit, CancellationToken cancellationToken);

    /// <summary>Events after a position and then every further one as it commits, until cancelled; none lost and none twice.</summary>
    /// <param name="stream">Only streams whose name starts so, such as <c>round/</c>; null for all.</param>
    /// <param name="after">Position of the last event already had; 0 to start at the beginning.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    IAsyncEnumerable<EventView> WatchEventsAsync(string? stream, long after, CancellationToken cancellationToken = default);
}
