using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Sites;
using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Encoding;
using Tapestry.Silo.Merging;

namespace Tapestry.Silo.Tests.Fixtures;

/// <summary>Messages of three sites that train a vector of two shards; every value is a function of its arguments.</summary>
internal static class SiloConsortium
{
    public static readonly ConsortiumId Consortium = new("test");
    public static readonly RunId Run = new("run");
    public static readonly IReadOnlyList<int> ShardLengths = [37, 5];
    public static readonly IReadOnlyList<SiteId> Sites = [new("a"), new("b"), new("c")];

    public static RunDefinition Definition(IReadOnlyList<ShardVersion> shards, Sha256Digest config) => new()
    {
        Run = Run,
        Consortium = Consortium,
        Sites = Sites,
        InitialBase = new BaseManifest(shards),
        ModelConfig = config,
        Rounds = 2,
        LocalSteps = new LocalStepPlan { First = 10, Last = 10 },
        LearningRate = new LearningRatePlan { Peak = 1e-3f, WarmupSteps = 2, TotalSteps = 20, FinalShare = 0.1f },
        Outer = new OuterOptimizerPlan { FirstLearningRate = 0.7f, LastLearningRate = 0.7f, Momentum = 0.6f },
        Encoding = EncodingKind.Bf16,
        BatchSize = 4,
        SequenceLength = 16,
        DataSeed = 7,
        Deadlines = new RoundDeadlines
        {
            Ready = TimeSpan.FromMinutes(10), Grace = TimeSpan.FromMinutes(1),
            Contribution = TimeSpan.FromMinutes(5), Merge = TimeSpan.FromMinutes(5),
        },
    };

    public static SiteRegistration Registration(SiteId site) => new()
    {
        Site = site,
        Consortium = Consortium,
        Dataset = new DatasetDeclaration { Name = site.Value, Category = DataCategory.Sovereign },
    };

    public static ReadyReport Ready(SiteId site, RoundTicket ticket) => new()
    {
        Site = site,
        Round = ticket.Round,
        Ticket = TicketDigest.Of(ticket),
        Tokens = 100 * (Sites.ToList().IndexOf(site) + 1),
        MeanLoss = 2,
        BaseBitsPerByte = 3,
        TrainingTime = TimeSpan.FromSeconds(1),
        BytesDownloaded = 0,
    };

    /// <summary>A site's update of one shard.</summary>
    public static float[] Update(SiteId site, RoundId round, int shard) => Values(
        $"{site} {round} {shard}".Aggregate(7, (sum, letter) => (sum * 31) + letter), ShardLengths[shard]);

    public static float[] Values(int seed, int length)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)((random.NextDouble() * 2) - 1))];
    }

    public static byte[] Frame(SiteId site, RoundId round, int shard) => ContributionCodec.Encode(
        WireEncoding.Bind(round, shard, site), ContributionEncoding.Bf16, Update(site, round, shard));

    public static ContributionUpload Upload(SiteId site, RoundId round, int shard) => Upload(site, round, shard, Frame(site, round, shard));

    public static ContributionUpload Upload(SiteId site, RoundId round, int shard, byte[] frame) =>
        new() { Site = site, Round = round, Shard = shard, Digest = Sha256Digest.Of(frame), Frame = frame };
}
