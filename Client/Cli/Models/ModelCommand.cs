using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Tapestry.Client.Cli.Output;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Cli.Models;

/// <summary><c>tapestry model</c>: lists a region's Shared Bases and brings one into a folder that other tools open.</summary>
internal static class ModelCommand
{
    public static Command Build(IAnsiConsole console, TimeProvider clock) => new("model", "The Shared Bases of a region.")
    {
        List(clock), Get(console, clock),
    };

    private static Command List(TimeProvider clock) => RegionCommand.Create(
        "list", "Lists the current Shared Base of every run.", clock, [],
        (region, _, cancellationToken) => RegionCommand.AllAsync(region.ListModelsAsync(cancellationToken), cancellationToken),
        Table, models => JsonAnswer.ListOf("models", models, ApiJson.Default.ModelSummary));

    private static Command Get(IAnsiConsole console, TimeProvider clock)
    {
        var run = IdOptions.Run();
        var round = IdOptions.Round("The round that made it, 0 for the base that the run started from [default: the last certified one]", minimum: 0);
        var to = new Option<string>("--to") { Description = "Folder for model.safetensors and config.json; made when missing", Required = true, HelpName = "DIR" };
        var json = RegionCommand.Json();
        return RegionCommand.Create(
            "get", "Downloads a Shared Base, verified; the same command again goes on after a break.", clock, [run, round, to, json],
            async (region, parsed, output, cancellationToken) =>
            {
                var model = await region.GetModelAsync(new RunId(parsed.GetValue(run)!), parsed.GetValue(round), cancellationToken);
                var folder = new ModelFolder(Path.GetFullPath(parsed.GetValue(to)!));
                await using (var display = DownloadDisplay.Create(parsed.GetValue(json), console, output))
                {
                    await folder.WriteAsync(model, region, display, cancellationToken);
                }

                await output.WriteLineAsync(
                    parsed.GetValue(json) ? JsonAnswer.Of("model", model, ApiJson.Default.ModelView) : Sentence(model, folder));
                return Errors.ExitCodes.Success;
            });
    }

    private static IEnumerable<string> Table(IReadOnlyList<ModelSummary> models) => models.Count == 0 ? ["No models yet."] : TextTable.Lines(
    [
        ["RUN", "ROUND", "PARAMETERS", "DIGEST"],
        .. models.Select(IReadOnlyList<string> (model) =>
        [
            model.Run.Value, model.Round.ToString(CultureInfo.InvariantCulture),
            model.Parameters.ToString(CultureInfo.InvariantCulture), model.Digest.Value,
        ]),
    ]);

    private static string Sentence(ModelView model, ModelFolder folder) => string.Create(
        CultureInfo.InvariantCulture, $"Shared Base of run {model.Run}, round {model.Round}, {model.Base.ParameterCount} parameters: {folder.Path}");
}
