using Tapestry.Client.Cli.Demo;
using Tapestry.Client.Cli.Demo.Run;
using Tapestry.Client.Sdk;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Secure;

namespace Tapestry.Client.Cli.Runs;

/// <summary>
/// Makes a run's definition of its settings, with the numbers that the demo would choose, and stores what it names. A function
/// of the settings: the same ones give the same definition on the same machine.
/// </summary>
internal static class RunPlan
{
    public static async Task<RunDefinition> StoreAsync(RunSettings settings, IRegionClient region, CancellationToken cancellationToken)
    {
        var plan = DemoPlan.Of(
            new DemoSettings
            {
                Languages = [], Sites = [.. settings.Sites.Select(site => site.Value)], OutFolder = "",
                Rounds = settings.Rounds, LocalSteps = settings.LocalSteps,
            },
            settings.Model);
        var seed = (ulong)settings.Seed;
        var initial = InitialBase.Draw(settings.Model, seed);
        return new RunDefinition
        {
            Run = settings.Run,
            Consortium = settings.Consortium,
            Sites = settings.Sites,
            InitialBase = await InitialBase.StoreAsync(initial, plan.ShardLength, region.StoreBlobAsync, cancellationToken),
            ModelConfig = await InitialBase.StoreConfigAsync(settings.Model, region.StoreBlobAsync, cancellationToken),
            Rounds = plan.Rounds,
            LocalSteps = plan.LocalSteps,
            LearningRate = plan.LearningRate,
            Inner = plan.Inner,
            Outer = plan.Outer,
            Encoding = settings.Encoding,
            BatchSize = plan.BatchSize,
            SequenceLength = plan.SequenceLength,
            DataSeed = seed,
            Deadlines = settings.Deadlines,
            Secure = settings.SecureBits is { } bits
                ? new SecureAggregationPlan
                {
                    BitsPerCoordinate = bits, ClipNorm = plan.ClipNorm(initial.Length), StepDeadline = settings.Deadlines.Contribution,
                }
                : null,
        };
    }
}
