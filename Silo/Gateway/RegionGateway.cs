using Tapestry.Actors;
using Tapestry.Actors.Storage;
using Tapestry.Grains.Interfaces.Errors;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Grains.Interfaces.Sites;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Receipts;
using Tapestry.Silo.SecureRounds;
using Tapestry.Silo.Telemetry;

namespace Tapestry.Silo.Gateway;

/// <summary>The region's side of <see cref="ISiteGateway"/>: checks, stores blobs, and calls grains.</summary>
/// <param name="grains">The region's grains.</param>
/// <param name="commits">Wakes waiting sites when something changed.</param>
/// <param name="blobs">Where contributions are kept.</param>
/// <param name="signer">Signs receipts.</param>
public sealed class RegionGateway(IGrainFactory grains, CommitSignals commits, IBlobStore blobs, ReceiptSigner signer)
    : ISiteGateway
{
    private readonly RegionSessions sessions = new(blobs);
    private readonly RegionViews views = new(grains);

    // With many sites a round's state is large: the calls that change it are few when sites share them.
    private readonly SharedWrites<RoundId, SiteId, bool> offers = new((round, sites) => Grain(grains, round).OfferAllAsync(sites));
    private readonly SharedWrites<RoundId, ReadyReport, bool> reports =
        Share<ReadyReport>(grains, (round, ready) => round.ReportAllReadyAsync(ready));

    private readonly SharedWrites<RoundId, ProtocolDelivery, bool> answers =
        Share<ProtocolDelivery>(grains, (round, given) => round.AnswerAllAsync(given));

    private readonly SharedWrites<RoundId, Contribution, Receipt> contributions =
        new((round, received) => Grain(grains, round).ContributeAllAsync(received));

    /// <inheritdoc/>
    public Task RegisterAsync(SiteRegistration message, CancellationToken cancellationToken) =>
        grains.GetGrain<ISiteGrain>(message.Site.Value).RegisterAsync(message);

    /// <inheritdoc/>
    public async Task<RoundTicket?> WaitForTicketAsync(TicketQuery message, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = commits.Events.Next();
            var run = await views.RunAsync(message.Run, cancellationToken);
            if (run.LatestRound > message.AfterRound && run.Phase == RunPhase.Running)
            {
                var round = await views.RoundAsync(new RoundId(message.Run, run.LatestRound), cancellationToken);
                if (TicketOffer.IsOpenTo(message.Site, round) && await IsOfferedAsync(message.Site, round))
                {
                    return round.Ticket;
                }
            }

            if (run.Phase is not (RunPhase.Created or RunPhase.Running))
            {
                return null;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task RefuseAsync(TicketRefusal message, CancellationToken cancellationToken) =>
        Round(message.Round).RefuseAsync(message);

    /// <inheritdoc/>
    public Task ReportReadyAsync(ReadyReport message, CancellationToken cancellationToken) =>
        reports.WriteAsync(message.Round, message);

    /// <inheritdoc/>
    public async Task<CohortDecision> WaitForCohortAsync(CohortQuery message, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = commits.Events.Next();
            var round = await views.RoundAsync(message.Round, cancellationToken);
            if (round.Phase != RoundPhase.Training)
            {
                var isOpen = round.Phase is RoundPhase.Contributing or RoundPhase.Aggregating && round.Cohort.Any(member => member.Site == message.Site);
                return isOpen ? CohortDecision.Contribute : CohortDecision.SitOut;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<SignedReceipt> UploadAsync(ContributionUpload message, CancellationToken cancellationToken)
    {
        try
        {
            return signer.Sign(await TakeAsync(message, cancellationToken));
        }
        catch (TapestryException refusal)
        {
            ContributionMeter.Refused(refusal.Code);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<ProtocolInstruction?> WaitForProtocolAsync(ProtocolQuery message, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = commits.Events.Next();
            var round = await views.RoundAsync(message.Round, cancellationToken);
            var hasPart = round.Cohort.Any(member => member.Site == message.Site)
                && round.Secure?.Withdrawn.Contains(message.Site) == false;
            if (round.Phase != RoundPhase.Aggregating || !hasPart)
            {
                return null;
            }

            if (await sessions.InstructionAsync(round, message.Site, cancellationToken) is { } instruction)
            {
                return instruction;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task AnswerProtocolAsync(ProtocolAnswer message, CancellationToken cancellationToken)
    {
        AnswerCheck.Check(message, await views.RoundAsync(message.Round, cancellationToken));
        await StoreAsync(message.Digest, message.Message, why => AnswerCheck.Invalid(message, why), cancellationToken);
        var note = new ProtocolMessageNote(message.Site, message.Digest, message.Message.Length);
        await answers.WriteAsync(message.Round, new ProtocolDelivery(message.Attempt, message.Step, note));
    }

    /// <inheritdoc/>
    public Task WithdrawAsync(ProtocolWithdrawal message, CancellationToken cancellationToken) =>
        Round(message.Round).WithdrawAsync(message);

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>> FetchBlobAsync(BlobQuery message, CancellationToken cancellationToken)
    {
        try
        {
            return await blobs.ReadAsync(message.Blob, cancellationToken);
        }
        catch (BlobException problem) when (problem is MissingBlobException or CorruptBlobException)
        {
            throw new BlobNotFoundException(message.Blob, problem.Message);
        }
    }

    private async Task<Receipt> TakeAsync(ContributionUpload message, CancellationToken cancellationToken)
    {
        var round = await views.ContributingRoundAsync(message.Round, cancellationToken);
        SenderCheck.Check(message.Site, round);
        FrameCheck.Check(message, round);
        await StoreAsync(message.Digest, message.Frame, why => FrameCheck.Invalid(message, why), cancellationToken);
        var frame = new ReceivedFrame(message.Digest, message.Frame.Length);
        return await contributions.WriteAsync(message.Round, new Contribution(message.Site, message.Shard, frame));
    }

    /// <summary>Stores a message's bytes; damage on the way, or where they waited, shows here.</summary>
    private async Task StoreAsync(
        Sha256Digest digest, ReadOnlyMemory<byte> bytes, Func<string, RoundException> invalid, CancellationToken cancellationToken)
    {
        try
        {
            await blobs.PutAsync(digest, bytes, cancellationToken);
        }
        catch (BlobDigestMismatchException)
        {
            throw invalid($"its bytes do not hash to {digest}; send it again");
        }
    }

    /// <summary>No site trains before its ledger holds what the round would release.</summary>
    private async Task<bool> IsOfferedAsync(SiteId site, RoundView round) =>
        round.Releases.Any(release => release.Site == site) || await offers.WriteAsync(round.Ticket.Round, site);

    /// <summary>Shares calls that return nothing.</summary>
    private static SharedWrites<RoundId, T, bool> Share<T>(IGrainFactory grains, Func<IRoundGrain, IReadOnlyList<T>, Task> write) =>
        new(async (round, messages) =>
        {
            await write(Grain(grains, round), messages);
            return new bool[messages.Count];
        });

    private IRoundGrain Round(RoundId round) => Grain(grains, round);

    private static IRoundGrain Grain(IGrainFactory grains, RoundId round) => grains.GetGrain<IRoundGrain>(round.Value);
}
