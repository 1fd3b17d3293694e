using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Silo.Catalog;

/// <summary>What there is in a region: its runs, their Shared Bases, the members' ledgers. It only reads.</summary>
public sealed class RegionCatalog(IGrainFactory grains, IEventReader events)
{
    private readonly StreamKeys runs = new(events, "run");
    private readonly StreamKeys ledgers = new(events, "ledger");

    /// <summary>Runs after <paramref name="after"/> in ordinal order of their ids.</summary>
    /// <param name="after">An id, or empty for the first.</param>
    /// <param name="limit">Entries at most.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<RunPage> ListRunsAsync(string after, int limit, CancellationToken cancellationToken)
    {
        var listed = new List<RunSummary>();
        foreach (var key in await runs.ListAsync(after, limit, cancellationToken))
        {
            var view = await Run(new RunId(key)).GetAsync();
            listed.Add(new RunSummary(
                view.Definition.Run, view.Definition.Consortium, view.Phase, view.Definition.Sites.Count, view.Definition.Rounds,
                view.CertifiedRounds, view.LatestRound, view.Reason));
        }

        return new RunPage(listed);
    }

    /// <summary>The current Shared Base of every run after <paramref name="after"/> in ordinal order of the runs' ids.</summary>
    /// <param name="after">An id, or empty for the first.</param>
    /// <param name="limit">Entries at most.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<ModelPage> ListModelsAsync(string after, int limit, CancellationToken cancellationToken)
    {
        var listed = new List<ModelSummary>();
        foreach (var key in await runs.ListAsync(after, limit, cancellationToken))
        {
            var model = await GetModelAsync(new RunId(key), round: null);
            listed.Add(new ModelSummary(model.Run, model.Round, model.Base.ParameterCount, model.Digest));
        }

        return new ModelPage(listed);
    }

    /// <summary>Ledgers after <paramref name="after"/> in ordinal order of <c>site/dataset</c>.</summary>
    /// <param name="after">A ledger's id, or empty for the first.</param>
    /// <param name="limit">Entries at most.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<LedgerPage> ListLedgersAsync(string after, int limit, CancellationToken cancellationToken)
    {
        var listed = new List<LedgerView>();
        foreach (var key in await ledgers.ListAsync(after, limit, cancellationToken))
        {
            listed.Add(await grains.GetGrain<ILedgerGrain>(key).GetAsync());
        }

        return new LedgerPage(listed);
    }

    /// <summary>A Shared Base.</summary>
    /// <param name="run">The run.</param>
    /// <param name="round">The round that made it; 0 for the base that the run started from, null for the current one.</param>
    /// <exception cref="RunException">No such run, or the round was not certified.</exception>
    /// <exception cref="RoundException">No such round.</exception>
    public async Task<ModelView> GetModelAsync(RunId run, int? round)
    {
        var view = await Run(run).GetAsync();
        var number = round ?? await LastCertifiedAsync(run, view.LatestRound);
        var manifest = number == 0 ? view.Definition.InitialBase : new BaseManifest(
            (await Round(run, number).GetAsync()).Certificate?.Outputs ?? throw new RunException(
                RunException.NoSuchModel, $"Round {number} of run '{run}' is not certified and made no Shared Base: name one that is."));
        return new ModelView(run, number, manifest.Digest(), view.Definition.ModelConfig, manifest);
    }

    private async Task<int> LastCertifiedAsync(RunId run, int latest)
    {
        var number = latest;
        while (number > 0 && (await Round(run, number).GetAsync()).Certificate is null)
        {
            number--;
        }

        return number;
    }

    private IRunGrain Run(RunId run) => grains.GetGrain<IRunGrain>(run.Value);

    private IRoundGrain Round(RunId run, int number) => grains.GetGrain<IRoundGrain>(new RoundId(run, number).Value);
}
