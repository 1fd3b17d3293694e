using Tapestry.Client.Site.Agent;
using Tapestry.Client.Site.Rounds;
using Tapestry.Client.Site.SecureRounds;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Training.Local;

namespace Tapestry.Benchmarks.Load;

/// <summary>A site's part in a secure round: the site agent's own, with a made-up update in place of a trained one.</summary>
internal sealed class MaskedPart : IDisposable
{
    private static readonly OptimizerState NoOptimizer = new(1);
    private static readonly LocalMetrics Metrics = new(Tokens: 1, MeanLoss: 1, BaseBitsPerByte: 1);

    private readonly ReadOnlyMemory<float> update;
    private readonly LocalRoundStore rounds;
    private readonly SecureParticipant participant;

    public MaskedPart(LoadRegion region, SiteId site, ISiteGateway gateway)
    {
        update = region.Values;
        var options = new SiteOptions
        {
            Site = site, Consortium = LoadConsortium.Id, Dataset = LoadConsortium.Dataset(site), PinnedRoster = region.Roster,
            StateFolder = region.StateFolder(site),
        };
        rounds = LocalRoundStore.In(options.StateFolder);
        participant = new SecureParticipant(options, gateway, rounds, recordRelease: _ => { });
    }

    /// <summary>Takes part until the site's part is done.</summary>
    public Task RunAsync(
        RoundTicket ticket, ReadyReport report, Func<int, ReadOnlyMemory<byte>, Task> upload, CancellationToken cancellationToken)
    {
        var local = new LocalRound { Report = report, Frames = [], Metrics = Metrics, Optimizer = NoOptimizer, Residual = default };
        rounds.Save(ticket.Round, local);
        return participant.RunAsync(ticket, local with { Update = update }, upload, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => participant.Dispose();
}
