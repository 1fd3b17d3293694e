using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Sites;

namespace Tapestry.Grains.Tests.Fixtures;

/// <summary>Messages of a small consortium; every value is a function of its arguments.</summary>
internal static class TestConsortium
{
    public static readonly ConsortiumId Consortium = new("test");

    public static readonly RunId Run = new("run");

    public static SiteId Site(int index) => new($"site-{index}");

    public static IReadOnlyList<SiteId> Sites(int count) => [.. Enumerable.Range(0, count).Select(Site)];

    public static Sha256Digest Digest(string text) => Sha256Digest.Of(System.Text.Encoding.UTF8.GetBytes(text));

    public static RunDefinition Definition(int sites, int shards = 2, int rounds = 3) => new()
    {
        Run = Run,
        Consortium = Consortium,
        Sites = Sites(sites),
        InitialBase = new BaseManifest([.. Enumerable.Range(0, shards).Select(i => new ShardVersion(i, 100 + i, Digest($"initial {i}")))]),
        ModelConfig = Digest("config"),
        Rounds = rounds,
        LocalSteps = new LocalStepPlan { First = 2, Last = 4 },
        LearningRate = new LearningRatePlan { Peak = 1e-3f, WarmupSteps = 2, TotalSteps = 10, FinalShare = 0.1f },
        Outer = new OuterOptimizerPlan { FirstLearningRate = 1.5f, LastLearningRate = 0.7f, Momentum = 0.9f },
        Encoding = EncodingKind.Bf16,
        BatchSize = 4,
        SequenceLength = 16,
        DataSeed = 7,
        Deadlines = new RoundDeadlines
        {
            Ready = TimeSpan.FromMinutes(10),
            Grace = TimeSpan.FromMinutes(1),
            Contribution = TimeSpan.FromMinutes(5),
            Merge = TimeSpan.FromMinutes(5),
        },
    };

    public static RoundTicket Ticket(int sites, CharterPolicy policy)
    {
        var definition = Definition(sites);
        return new RoundTicket
        {
            Round = new RoundId(Run, 1),
            Policy = policy,
            Base = definition.InitialBase,
            ModelConfig = definition.ModelConfig,
            Invited = definition.Sites,
            LocalSteps = definition.LocalSteps.First,
            FirstStep = 0,
            LearningRate = definition.LearningRate,
            BatchSize = definition.BatchSize,
            SequenceLength = definition.SequenceLength,
            DataSeed = definition.DataSeed,
            Encoding = definition.Encoding,
            Outer = new OuterOptimizerSettings { LearningRate = 0.7f, Momentum = 0.9f },
            Deadlines = definition.Deadlines,
        };
    }

    public static SiteRegistration Registration(SiteId site) => new()
    {
        Site = site,
        Consortium = Consortium,
        Dataset = new DatasetDeclaration { Name = site.Value, Category = DataCategory.Sovereign },
    };

    public static ReadyReport Ready(SiteId site, RoundTicket ticket, long? tokens = null, double? local = null) => new()
    {
        Site = site,
        Round = ticket.Round,
        Ticket = TicketDigest.Of(ticket),
        Tokens = tokens ?? ticket.LocalSteps * ticket.BatchSize * ticket.SequenceLength,
        MeanLoss = 2.5,
        BaseBitsPerByte = 3.5,
        LocalBitsPerByte = local,
        TrainingTime = TimeSpan.FromSeconds(1),
        BytesDownloaded = 800,
    };

    public static TicketRefusal Refusal(SiteId site, RoundId round) =>
        new() { Site = site, Round = round, Reason = "not today" };

    public static Contribution Contribution(SiteId site, RoundId round, int shard) =>
        new(site, shard, new ReceivedFrame(Digest($"{round} {site} {shard}"), 200));

    public static MergeResult Merge(RoundId round, ShardVersion before) =>
        new(before with { Parameters = Digest($"merged {round} {before.Index}") }, Digest($"momentum {round} {before.Index}"));
}
