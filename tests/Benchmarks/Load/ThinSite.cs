using Tapestry.Client.Sdk.Http;
using Tapestry.Client.Site.Remote;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;

namespace Tapestry.Benchmarks.Load;

/// <summary>A site that speaks the whole protocol by the site's own client and does not train: its contributions are made up.</summary>
internal sealed class ThinSite : IDisposable
{
    private readonly SiteId site;
    private readonly RegionConnection connection;
    private readonly SiteCalls gateway;
    private readonly MadeUpFrames? frames;
    private readonly MaskedPart? masked;

    /// <summary>A site of a region; nothing is sent yet.</summary>
    public ThinSite(LoadRegion region, SiteId site, CallTimes times, SemaphoreSlim masking)
    {
        this.site = site;
        connection = region.Connect(site);
        gateway = new SiteCalls(new RemoteGateway(connection), times, masking);
        if (region.Plan.IsSecure)
        {
            masked = new MaskedPart(region, site, gateway);
        }
        else
        {
            frames = new MadeUpFrames(site, region.Values, region.StateFolder(site));
        }
    }

    /// <summary>Takes part until the run ends.</summary>
    /// <param name="ended">Told the number of each round that the site's part of has ended.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RunAsync(Action<int> ended, CancellationToken cancellationToken)
    {
        await gateway.RegisterAsync(
            new SiteRegistration { Site = site, Consortium = LoadConsortium.Id, Dataset = LoadConsortium.Dataset(site) }, cancellationToken);
        var done = 0;
        while (await gateway.WaitForTicketAsync(
            new TicketQuery { Site = site, Run = LoadRegion.Run, AfterRound = done }, cancellationToken) is { } ticket)
        {
            await TakePartAsync(ticket, cancellationToken);
            done = ticket.Round.Number;
            ended(done);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        masked?.Dispose();
        connection.Dispose();
    }

    private async Task TakePartAsync(RoundTicket ticket, CancellationToken cancellationToken)
    {
        var report = new ReadyReport
        {
            Site = site, Round = ticket.Round, Ticket = TicketDigest.Of(ticket), Tokens = 1, MeanLoss = 1, BaseBitsPerByte = 1,
            TrainingTime = TimeSpan.Zero, BytesDownloaded = 0,
        };
        frames?.Prepare(ticket);
        await gateway.ReportReadyAsync(report, cancellationToken);
        if (await gateway.WaitForCohortAsync(new CohortQuery { Site = site, Round = ticket.Round }, cancellationToken) != CohortDecision.Contribute)
        {
            throw new InvalidOperationException($"Site '{site}' sits round '{ticket.Round}' out: what is measured would be another load.");
        }

        if (masked is not null)
        {
            await masked.RunAsync(ticket, report, (shard, frame) => UploadAsync(ticket, shard, frame, cancellationToken), cancellationToken);
            return;
        }

        foreach (var shard in ticket.Base.Shards)
        {
            await UploadAsync(ticket, shard.Index, frames!.Read(shard.Index), cancellationToken);
        }
    }

    private Task<SignedReceipt> UploadAsync(RoundTicket ticket, int shard, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken) =>
        gateway.UploadAsync(
            new ContributionUpload { Site = site, Round = ticket.Round, Shard = shard, Digest = Sha256Digest.Of(frame.Span), Frame = frame },
            cancellationToken);
}
