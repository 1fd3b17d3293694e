using System.CommandLine;
using Tapestry.Client.Cli.Output;
using Tapestry.Grains.Interfaces.Http;

namespace Tapestry.Client.Cli.Runs;

/// <summary><c>tapestry run start</c>: defines a run by a settings file and opens its first round. Repeating it changes nothing.</summary>
internal static class RunStartCommand
{
    public static Command Build(TimeProvider clock)
    {
        var file = new Argument<string>("file") { Description = "The run's settings, run.yaml" };
        return RegionCommand.Create(
            "start", "Defines a run and opens its first round; the same file again changes nothing.", clock, [file],
            async (region, parsed, cancellationToken) =>
            {
                var settings = RunSettingsFile.Read(parsed.GetValue(file)!);
                var definition = await RunPlan.StoreAsync(settings, region, cancellationToken);
                await region.DefineRunAsync(definition, cancellationToken);
                await region.StartRunAsync(definition.Run, cancellationToken);
                return await region.GetRunAsync(definition.Run, cancellationToken);
            },
            view => [RunText.Sentence(view)], view => JsonAnswer.Of("run", view, ApiJson.Default.RunView));
    }
}
