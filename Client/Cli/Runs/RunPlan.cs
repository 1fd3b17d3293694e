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
    public static Task<RunDefinition> StoreAsync(RunSettings settings, IRegionClient region, CancellationToken cancellationToken)
    {
        var plan = DemoPlan.Of(
            new DemoSettings
            {
                Languages = [], Sites = [.. settings.Sites.Select(site => site.Value)], OutFolder = "",
                Rounds = settings.Rounds, LocalSteps = settings.LocalSteps,
            },
            settings.Model);
        var draft = new RunDraft
        {
            Run = settings.Run,
            Consortium = settings.Consortium,
            Sites = settings.Sites,
            Model = settings.Model,
            Plan = plan,
            Seed = (ulong)settings.Seed,
            Encoding = settings.Encoding,
            Deadlines = settings.Deadlines,
            Secure = settings.SecureBits is { } bits
                ? parameters => new SecureAggregationPlan
                {
                    BitsPerCoordinate = bits, ClipNorm = plan.ClipNorm(parameters), StepDeadline = settings.Deadlines.Contribution,
                }
                : null,
        };
        return draft.StoreAsync(region.StoreBlobAsync, cancellationToken);
    }
}
