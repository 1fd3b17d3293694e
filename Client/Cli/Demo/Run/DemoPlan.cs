using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Runs;
using Tapestry.Training.Local;
using Tapestry.Training.Models;

namespace Tapestry.Client.Cli.Demo.Run;

/// <summary>Every number of a demo, defaults resolved; docs/decisions/training-schedule.md says where they come from.</summary>
public sealed record DemoPlan
{
    private const int DefaultRounds = 200;

    /// <summary>Certified rounds.</summary>
    public required int Rounds { get; init; }

    /// <summary>Local steps of each round.</summary>
    public required LocalStepPlan LocalSteps { get; init; }

    /// <summary>Local steps of all rounds.</summary>
    public required int SharedSteps { get; init; }

    /// <summary>Steps of each Sovereign Model's private training.</summary>
    public required int PrivateSteps { get; init; }

    /// <summary>Sequences in a site's batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Tokens in a sequence.</summary>
    public required int SequenceLength { get; init; }

    /// <summary>Parameters in a shard, the last one excepted.</summary>
    public int ShardLength { get; init; } = 524_288;

    /// <summary>Highest inner learning rate.</summary>
    public float PeakLearningRate { get; init; } = 2e-3f;

    /// <summary>Steps of warm-up.</summary>
    public int WarmupSteps { get; init; } = 60;

    /// <summary>Steps of warm-up of private training, which starts from a trained model.</summary>
    public int SovereignWarmupSteps { get; init; } = 15;

    /// <summary>Learning rate at the end as a share of the peak.</summary>
    public float FinalShare { get; init; } = 0.1f;

    /// <summary>Peak of a Sovereign Model's private training as a share of <see cref="PeakLearningRate"/>.</summary>
    public float SovereignShare { get; init; } = 1.5f;

    /// <summary>The steps that sites take in rounds; baselines and private training take plain AdamW's.</summary>
    public InnerOptimizerSettings Inner { get; init; } = new() { RelativeEpsilon = 0.15f };

    /// <summary>The step that a merge takes.</summary>
    public required OuterOptimizerPlan Outer { get; init; }

    /// <summary>Held-out bytes a language on which each round's base is measured.</summary>
    public int RoundEvaluationBytes { get; init; } = 1024;

    /// <summary>Held-out bytes a language on which final models are measured.</summary>
    public int FinalEvaluationBytes { get; init; } = 32_768;

    /// <summary>Sites that train at the same time, one thread each.</summary>
    public required int ComputeSlots { get; init; }

    /// <summary>Tokens of one site's step.</summary>
    public int TokensPerStep => BatchSize * SequenceLength;

    /// <summary>The run's learning rate; its length is that of all rounds together.</summary>
    public LearningRatePlan LearningRate => new()
    {
        Peak = PeakLearningRate,
        WarmupSteps = Math.Min(WarmupSteps, SharedSteps / 4),
        TotalSteps = SharedSteps,
        FinalShare = FinalShare,
    };

    /// <summary>Resolves the defaults.</summary>
    public static DemoPlan Of(DemoSettings settings, ModelConfig model)
    {
        const int tokensPerStep = 2048;
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(model);
        var sequence = Math.Min(model.MaxPositionEmbeddings, 256);
        var rounds = settings.Rounds ?? DefaultRounds;
        var localSteps = settings.LocalSteps ?? 1;
        var steps = new LocalStepPlan { First = localSteps, Last = localSteps };
        var shared = checked((int)steps.TotalSteps(rounds));
        return new DemoPlan
        {
            Rounds = rounds,
            LocalSteps = steps,
            SharedSteps = shared,
            PrivateSteps = settings.PrivateSteps ?? shared,
            BatchSize = Math.Max(1, tokensPerStep / sequence),
            SequenceLength = sequence,
            Outer = new OuterOptimizerPlan
            {
                Kind = OuterOptimizerKind.Adam,
                FirstLearningRate = OuterRate(localSteps),
                LastLearningRate = OuterRate(localSteps),
                Threshold = 0.05f,
            },
            ComputeSlots = Math.Min(Environment.ProcessorCount, settings.Sites.Count),
        };
    }

    /// <summary>The longer the local phase, the more of its path is detour, and the shorter the step that suits it.</summary>
    private static float OuterRate(int localSteps) => 0.8f * MathF.Pow(localSteps, -0.3f);

    /// <summary>A clip norm out of the way of honest members: twice what AdamW moves all coordinates in the longest round.</summary>
    public double ClipNorm(int parameters) => 2.0 * PeakLearningRate * LocalSteps.Last * Math.Sqrt(parameters);

    /// <summary>How a model is trained alone or pooled: the run's own learning rate, over the given number of steps.</summary>
    public LocalTrainingOptions TrainingOptions(int batchSize, int steps) => new()
    {
        BatchSize = batchSize,
        SequenceLength = SequenceLength,
        Schedule = LearningRateSchedule.Cosine(PeakLearningRate, Math.Min(WarmupSteps, steps / 4), steps, FinalShare),
    };

    /// <summary>How a Sovereign Model goes on from the Shared Base; its steps count from 0.</summary>
    public LocalTrainingOptions SovereignOptions() => TrainingOptions(BatchSize, PrivateSteps) with
    {
        Schedule = LearningRateSchedule.Cosine(
            PeakLearningRate * SovereignShare, Math.Min(SovereignWarmupSteps, PrivateSteps / 4), PrivateSteps, FinalShare),
    };
}
