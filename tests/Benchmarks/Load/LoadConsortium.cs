using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Grains.Interfaces.Sites;

namespace Tapestry.Benchmarks.Load;

/// <summary>What sites and run of a load scenario are; the same in every run of the benchmark.</summary>
internal static class LoadConsortium
{
    private const int Seed = 7;
    private const int BitsPerCoordinate = 12;

    /// <summary>Longer than any scenario lasts: a deadline that passes would change what is measured.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromHours(1);

    /// <summary>The consortium.</summary>
    public static readonly ConsortiumId Id = new("load");

    /// <summary>Made-up values within ±0.01, as an update's.</summary>
    public static float[] Values(int count)
    {
        var random = new Random(Seed);
        var values = new float[count];
        for (var index = 0; index < count; index++)
        {
            values[index] = (random.NextSingle() - 0.5f) / 50;
        }

        return values;
    }

    /// <summary>A site's labels.</summary>
    public static DatasetDeclaration Dataset(SiteId site) => new() { Name = site.Value, Category = DataCategory.Sovereign };

    /// <summary>The run.</summary>
    public static RunDefinition Definition(RunId run, LoadPlan plan, IReadOnlyList<SiteId> sites, BaseManifest initial, Sha256Digest config) => new()
    {
        Run = run,
        Consortium = Id,
        Sites = sites,
        InitialBase = initial,
        ModelConfig = config,
        Rounds = plan.Rounds,
        LocalSteps = new LocalStepPlan { First = 1, Last = 1 },
        LearningRate = new LearningRatePlan { Peak = 1e-3f, WarmupSteps = 1, TotalSteps = plan.Rounds, FinalShare = 0.1f },
        Outer = new OuterOptimizerPlan { FirstLearningRate = 0.7f, LastLearningRate = 0.7f, Momentum = 0.6f },
        Encoding = EncodingKind.Bf16,
        BatchSize = 1,
        SequenceLength = 16,
        DataSeed = Seed,
        Deadlines = new RoundDeadlines { Ready = Deadline, Grace = Deadline, Contribution = Deadline, Merge = Deadline },
        Secure = plan.IsSecure
            ? new SecureAggregationPlan { BitsPerCoordinate = BitsPerCoordinate, ClipNorm = Math.Sqrt(plan.Parameters) / 100, StepDeadline = Deadline }
            : null,
    };
}
