using Tapestry.Client.Sdk.Models;
using Tapestry.Client.Sdk.Receipts;
using Tapestry.Client.Site.Compute;
using Tapestry.Client.Site.Egress;
using Tapestry.Client.Site.Ledger;
using Tapestry.Client.Site.Policy;
using Tapestry.Client.Site.Rounds;
using Tapestry.Client.Site.SecureRounds;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Rounds;

namespace Tapestry.Client.Site.Agent;

/// <summary>
/// A member's agent beside its data: takes tickets, checks them against the member's policy, trains, and contributes.
/// It can be stopped at any moment; started again it goes on where the protocol stands and repeats at most the
/// interrupted local phase.
/// </summary>
public sealed class SiteAgent : IDisposable
{
    private readonly SiteOptions options;
    private readonly ComputePool compute;
    private readonly EgressJournal journal;
    private readonly JournalingGateway gateway;
    private readonly LocalPhase phase;
    private readonly LocalRoundStore rounds;
    private readonly BaseDownload download;
    private readonly ReceiptVerifier receipts = new();
    private readonly SiteLedger ledger;
    private readonly Lazy<SecureParticipant> secure;
    private readonly ISiteObserver observer;
    private readonly OpenHours hours;

    /// <summary>Opens the site's state folder.</summary>
    /// <param name="options">What the site is.</param>
    /// <param name="region">The region.</param>
    /// <param name="data">The member's data.</param>
    /// <param name="compute">Where it trains.</param>
    /// <param name="observer">Sees its steps.</param>
    /// <param name="composition">Says what releases cost, for the site's own record.</param>
    /// <param name="clock">Times training and the journal.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="InvalidDataException">The site's own record of releases cannot be read.</exception>
    public SiteAgent(
        SiteOptions options, ISiteGateway region, ILocalData data, ComputePool compute, ISiteObserver observer,
        IReleaseComposition composition, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        this.compute = compute;
        this.observer = observer;
        hours = new OpenHours(options.Policy.Hours, clock, what => observer.Noted(options.Site, what));
        rounds = LocalRoundStore.In(options.StateFolder);
        ledger = SiteLedger.Open(Path.Combine(options.StateFolder, "ledger.json"), composition);
        journal = new EgressJournal(Path.Combine(options.StateFolder, "egress.jsonl"), clock);
        gateway = new JournalingGateway(region, journal);
        phase = new LocalPhase(options, data, observer, clock);
        download = new BaseDownload(new GatewayBlobs(gateway, options.Site));
        secure = new Lazy<SecureParticipant>(() => new SecureParticipant(options, gateway, rounds, RecordRelease));
    }

    /// <summary>Takes part in a run until it ends.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task RunAsync(RunId run, CancellationToken cancellationToken)
    {
        var registration = new SiteRegistration
        {
            Site = options.Site, Consortium = options.Consortium, Dataset = options.Dataset with { Budget = options.Policy.Budget },
        };
        await gateway.RegisterAsync(registration, cancellationToken);
        var done = 0;
        while (await gateway.WaitForTicketAsync(
            new TicketQuery { Site = options.Site, Run = run, AfterRound = done }, cancellationToken) is { } ticket)
        {
            done = await TakePartAsync(ticket, cancellationToken) ? ticket.Round.Number : done;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (secure.IsValueCreated)
        {
            secure.Value.Dispose();
        }

        journal.Dispose();
    }

    /// <returns>False when the site waited for its hours: the round may be over, and it asks again.</returns>
    private async Task<bool> TakePartAsync(RoundTicket ticket, CancellationToken cancellationToken)
    {
        using var span = SiteSpan.Begin(ticket);
        if (ReasonToRefuse(ticket) is { } reason)
        {
            await RefuseAsync(ticket, reason, cancellationToken);
            return true;
        }

        var parameters = checked((int)ticket.Base.ParameterCount);
        var local = rounds.TryLoad(ticket, parameters);
        if (local is null && await hours.WaitAsync(cancellationToken))
        {
            return false;
        }

        local ??= await hours.WithinAsync(stop => TrainAsync(ticket, parameters, stop), cancellationToken);
        if (local is null)
        {
            await RefuseAsync(ticket, $"The member trains {options.Policy.Hours} only and its hours ended during the phase.", cancellationToken);
            return true;
        }

        await HandInAsync(ticket, local, cancellationToken);
        return true;
    }

    private async Task HandInAsync(RoundTicket ticket, LocalRound local, CancellationToken cancellationToken)
    {
        try
        {
            await gateway.ReportReadyAsync(local.Report, cancellationToken);
            var query = new CohortQuery { Site = options.Site, Round = ticket.Round };
            if (await gateway.WaitForCohortAsync(query, cancellationToken) == CohortDecision.Contribute)
            {
                await ContributeAsync(ticket, local, cancellationToken);
            }
        }
        catch (RoundException late) when (late.Code == RoundException.TooLate)
        {
            // The round went on without this site; the next ticket starts from the base that it made.
        }
    }

    /// <summary>Tells the member and the region why; a region that went on meanwhile needs no refusal.</summary>
    private async Task RefuseAsync(RoundTicket ticket, string reason, CancellationToken cancellationToken)
    {
        observer.Noted(options.Site, $"round {ticket.Round.Number} refused: {reason}");
        await gateway.RefuseAsync(
            new TicketRefusal { Site = options.Site, Round = ticket.Round, Reason = reason }, cancellationToken);
    }

    private async Task<LocalRound> TrainAsync(RoundTicket ticket, int parameters, CancellationToken cancellationToken)
    {
        var fetchedBefore = download.BytesFetched;
        var sharedBase = await download.GetAsync(ticket.Base, cancellationToken);
        var fetched = download.BytesFetched - fetchedBefore;
        var local = await compute.RunAsync(
            model =>
            {
                var (optimizer, residual) = rounds.LoadStart(ticket.Round, parameters);
                var start = new PhaseStart(ticket, sharedBase, optimizer, residual, fetched);
                return phase.Run(model, compute.ThreadsPerSlot, start, cancellationToken);
            },
            cancellationToken);
        rounds.Save(ticket.Round, local);
        return local;
    }

    private string? ReasonToRefuse(RoundTicket ticket) => ticket.Secure is not null && secure.Value.IsOver(ticket.Round)
        ? $"Round '{ticket.Round}' is over for this site: it took part in a later one."
        : TicketReview.ReasonToRefuse(ticket, options.Dataset, options.Policy)
            ?? ledger.ReasonToRefuse(options.Dataset.Name, options.Policy.Budget, ticket.Round, ticket.Release);

    private void RecordRelease(RoundTicket ticket) => ledger.Record(options.Dataset.Name, ticket.Round, ticket.Release);

    private async Task ContributeAsync(RoundTicket ticket, LocalRound local, CancellationToken cancellationToken)
    {
        if (ticket.Secure is not null)
        {
            await secure.Value.RunAsync(
                ticket, local, (index, frame) => UploadAsync(ticket, index, frame, cancellationToken), cancellationToken);
            return;
        }

        RecordRelease(ticket);
        for (var shard = 0; shard < local.Frames.Count; shard++)
        {
            await UploadAsync(ticket, shard, local.Frames[shard], cancellationToken);
        }
    }

    private async Task UploadAsync(RoundTicket ticket, int shard, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        var upload = new ContributionUpload
        {
            Site = options.Site,
            Round = ticket.Round,
            Shard = shard,
            Digest = Sha256Digest.Of(frame.Span),
            Frame = frame,
        };
        var signed = await gateway.UploadAsync(upload, cancellationToken);
        receipts.Verify(signed, new Receipt(ticket.Round, options.Site, shard, upload.Digest, frame.Length));
    }
}
