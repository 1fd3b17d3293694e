using System.Runtime.InteropServices;
using Tapestry.Client.Site.Agent;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Sites;
using Tapestry.Training.Models;

namespace Tapestry.Client.Tests.Site.Fixtures;

/// <summary>A run of a model with a few thousand parameters in three shards.</summary>
internal static class TinyRun
{
    public static readonly RunId Run = new("run");
    public static readonly SiteId Site = new("alpha");

    public static readonly ModelConfig Model = new()
    {
        VocabSize = 32, HiddenSize = 16, IntermediateSize = 16, NumHiddenLayers = 1,
        NumAttentionHeads = 2, NumKeyValueHeads = 1, MaxPositionEmbeddings = 16,
    };

    public static int Parameters { get; } = ParameterLayout.For(Model).TotalCount;

    public static float[] Start(int seed) => [.. Values(seed, Parameters).Select(value => value * 0.1f)];

    public static float[] Values(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 2) - 1))];
    }

    /// <summary>The vector cut into three shards, and their bytes by digest.</summary>
    public static BaseManifest Manifest(float[] parameters, IDictionary<Sha256Digest, byte[]> blobs)
    {
        var shards = new List<ShardVersion>();
        var third = (parameters.Length + 2) / 3;
        foreach (var slice in parameters.Chunk(third))
        {
            var bytes = MemoryMarshal.AsBytes(slice.AsSpan()).ToArray();
            var digest = Sha256Digest.Of(bytes);
            blobs[digest] = bytes;
            shards.Add(new ShardVersion(shards.Count, slice.Length, digest));
        }

        return new BaseManifest(shards);
    }

    public static RoundTicket Ticket(int round, BaseManifest manifest) => new()
    {
        Round = new RoundId(Run, round),
        Policy = new CharterPolicy { Quorum = 2 },
        Base = manifest,
        ModelConfig = Sha256Digest.Of([1]),
        Invited = [Site, new SiteId("beta")],
        LocalSteps = 2,
        FirstStep = 2 * (round - 1),
        LearningRate = new LearningRatePlan { Peak = 1e-2f, WarmupSteps = 1, TotalSteps = 10, FinalShare = 0.1f },
        BatchSize = 2,
        SequenceLength = 8,
        DataSeed = 5,
        Encoding = EncodingKind.Bf16,
        Outer = new OuterOptimizerSettings { LearningRate = 0.7f, Momentum = 0.9f },
        Deadlines = new RoundDeadlines
        {
            Ready = TimeSpan.FromHours(1), Grace = TimeSpan.FromMinutes(1),
            Contribution = TimeSpan.FromMinutes(5), Merge = TimeSpan.FromMinutes(5),
        },
    };

    public static SiteOptions Options(string folder) => new()
    {
        Site = Site,
        Consortium = new ConsortiumId("test"),
        Dataset = new DatasetDeclaration { Name = "letters", Category = DataCategory.Sovereign },
        StateFolder = folder,
    };
}
