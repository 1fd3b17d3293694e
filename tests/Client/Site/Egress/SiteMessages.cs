using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Grains.Interfaces.Sites;

namespace Tapestry.Client.Tests.Site.Egress;

/// <summary>One of each message that may leave a site.</summary>
internal static class SiteMessages
{
    private static readonly SiteId Site = new("alpha");
    private static readonly RoundId Round = new(new RunId("run"), 7);
    private static readonly Sha256Digest Digest = Sha256Digest.Of([1, 2, 3]);

    public static IReadOnlyList<SiteMessage> All { get; } =
    [
        new SiteRegistration
        {
            Site = Site,
            Consortium = new ConsortiumId("north"),
            Dataset = new DatasetDeclaration { Name = "letters", Category = DataCategory.Controlled, Jurisdiction = "NO" },
        },
        new TicketQuery { Site = Site, Run = Round.Run, AfterRound = 6 },
        new TicketRefusal { Site = Site, Round = Round, Reason = "the quorum is too low" },
        new ReadyReport
        {
            Site = Site,
            Round = Round,
            Ticket = Digest,
            Tokens = 4096,
            MeanLoss = 2.5,
            BaseBitsPerByte = 3.25,
            LocalBitsPerByte = 3.125,
            TrainingTime = TimeSpan.FromSeconds(61.5),
            BytesDownloaded = 800,
        },
        new CohortQuery { Site = Site, Round = Round },
        new BlobQuery { Site = Site, Blob = Digest },
        new ContributionUpload { Site = Site, Round = Round, Shard = 2, Digest = Digest, Frame = new byte[] { 1, 2, 3 } },
        new ProtocolQuery { Site = Site, Round = Round },
        new ProtocolAnswer
        {
            Site = Site, Round = Round, Attempt = 1, Step = SecureStep.DealShares, Digest = Digest, Message = new byte[] { 1, 2, 3 },
        },
        new ProtocolWithdrawal { Site = Site, Round = Round, Reason = "a peer is not on the pinned roster" },
    ];
}
