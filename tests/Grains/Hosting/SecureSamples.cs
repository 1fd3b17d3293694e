using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Grains.Interfaces.Secure.Events;
using Tapestry.Grains.Rounds;
using Tapestry.Grains.Rounds.Secure;
using Tapestry.Grains.Runs;
using Tapestry.Grains.Tests.Fixtures;

namespace Tapestry.Grains.Tests.Hosting;

/// <summary>What only secure rounds persist, with every field filled; the part that all rounds share has samples of its own.</summary>
internal static class SecureSamples
{
    private static readonly SiteId Site = TestConsortium.Site(0);

    // P-256's base point: any point will do, and this one is in the standard.
    private static readonly IdentityKey Key = IdentityKey.FromSubjectPublicKeyInfo(Convert.FromHexString(
        "3059301306072A8648CE3D020106082A8648CE3D03010703420004"
        + "6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296"
        + "4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5"));

    private static readonly SecureAggregationPlan Plan = SecureConsortium.Plan with { Noise = SecureConsortium.Noise(LinearComposition.Costing(0.5)) };

    private static readonly SecureAggregationTicket Ticket = new()
    {
        BitsPerCoordinate = 12,
        ClipNorm = 4,
        Granularities = [0.5f],
        RotationSeed = TestConsortium.Digest("rotation"),
        DropoutPerMille = 250,
        CorruptionPerMille = 333,
        Graph = new PairGraphs().Plan(4, 3, 250, 333),
        StepDeadline = TimeSpan.FromMinutes(2),
        MaximumAttempts = 2,
        IdentityKeys = new Dictionary<SiteId, IdentityKey> { [Site] = Key },
        SideValues = [new SideValue(SideValue.Tokens, 128)],
        Noise = Plan.Noise,
    };

    private static readonly ProtocolMessageNote Note = new(Site, TestConsortium.Digest("message"), 300);

    private static readonly UnmaskedSum Sum = new(TestConsortium.Digest("record"), [new SideSum(SideValue.Tokens, 128)]);

    private static readonly SecureHandshake Handshake = new()
    {
        Attempt = 2,
        Step = SecureStep.Unmask,
        Expected = [Site],
        Answers = [Note],
        ProtocolBytes = 900,
        Withdrawn = [TestConsortium.Site(1)],
        IsClosing = true,
        RegionState = TestConsortium.Digest("state"),
        Sum = Sum,
    };

    private static readonly SecureStepResult Result = new()
    {
        Attempt = 2,
        Step = SecureStep.DealShares,
        RegionState = TestConsortium.Digest("state"),
        Next = SecureStep.SendInputs,
        Expected = [Site],
        Refused = [new RefusedAnswer(Site, "why")],
        Sum = Sum,
        Survivors = [Site],
        AbandonReason = "why",
        Blamed = [Site],
    };

    public static IReadOnlyList<object> All =>
    [
        new Grains.Consortium.ConsortiumState { Members = [new Member { Site = Site, DisplayName = "Site Zero", IdentityKey = Key }] },
        new RoundState
        {
            Ticket = PersistedSamples.Ticket with { Secure = Ticket },
            TicketDigest = TestConsortium.Digest("ticket"),
            Phase = RoundPhase.Aggregating,
            Ready = [TestConsortium.Ready(Site, PersistedSamples.Ticket) with { Tokens = null, MeanLoss = null, BaseBitsPerByte = null }],
            Secure = Handshake,
            Certificate = new RoundCertificate
            {
                Round = PersistedSamples.Ticket.Round,
                Ticket = TestConsortium.Digest("ticket"),
                PolicyVersion = 2,
                BaseBefore = TestConsortium.Digest("before"),
                BaseAfter = TestConsortium.Digest("after"),
                Merged = [],
                Outputs = [],
                OptimizerStatesBefore = [],
                OptimizerStatesAfter = [],
                Secure = new SecureCertificate
                {
                    Attempt = 2, Record = Sum.Record, SideSums = Sum.SideSums, Dropped = [TestConsortium.Site(1)],
                },
            },
        },
        new RunState
        {
            Definition = TestConsortium.Definition(sites: 2, shards: 1) with { Secure = Plan },
            IdentityKeys = Ticket.IdentityKeys,
            LastMean = new MeanUpdateSize(0.5f, [0.25]),
        },
        new Interfaces.Rounds.Events.ShardMerged(
            new MergeResult(new ShardVersion(0, 100, TestConsortium.Digest("merged")), null, 0.25)),
        new HandshakeStepOpened(2, SecureStep.DealShares, [Site]),
        new HandshakeStepClosing(2, SecureStep.DealShares, [Note]),
        new HandshakeStepClosed(Result),
        new SiteWithdrew(Site, 2, SecureStep.DealShares, "why"),
        new CloseStepJob(PersistedSamples.Ticket.Round, 2, SecureStep.SendInputs),
    ];
}
