using System.CommandLine;
using Spectre.Console;
using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Cli.Output;
using Tapestry.Client.Sdk;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Client.Cli.Runs;

/// <summary><c>tapestry run watch</c>: what happens to a run, from its definition or a position on, until it has ended.</summary>
internal static class RunWatchCommand
{
    private const string Ended = "run-ended";

    public static Command Build(IAnsiConsole console, TimeProvider clock)
    {
        var run = IdOptions.Run();
        var after = new Option<long>("--after") { Description = "Position of the last event already seen", HelpName = "POSITION" };
        after.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long>() < 0)
            {
                result.AddError($"--after is {result.GetValueOrDefault<long>()}; positions count from 0.");
            }
        });
        var json = RegionCommand.Json();
        return RegionCommand.Create(
            "watch", "Shows what happens to a run until it has ended.", clock, [run, after, json],
            async (region, parsed, output, cancellationToken) =>
            {
                var view = await region.GetRunAsync(new RunId(parsed.GetValue(run)!), cancellationToken);
                await using var display = Display(parsed.GetValue(json), console, output, view.Definition);
                return await WatchAsync(region, view.Definition.Run, parsed.GetValue(after), display, cancellationToken);
            });
    }

    private static IRunDisplay Display(bool asJson, IAnsiConsole console, TextWriter output, RunDefinition definition) =>
        asJson ? new LineDisplay(output, happened => JsonAnswer.Of("event", happened, ApiJson.Default.EventView))
        : console.Profile.Out.IsTerminal && console.Profile.Capabilities.Ansi ? new BarDisplay(console, definition)
        : new LineDisplay(output, RunText.Line);

    private static async Task<int> WatchAsync(
        IRegionClient region, RunId run, long after, IRunDisplay display, CancellationToken cancellationToken)
    {
        var stream = $"run/{run}";
        await foreach (var happened in region.WatchEventsAsync(stream, after, cancellationToken))
        {
            if (happened.Stream != stream)
            {
                continue; // A run whose name only begins so.
            }

            await display.ShowAsync(happened);
            if (happened.Name == Ended)
            {
                return happened.Payload.GetProperty("phase").GetString() == nameof(RunPhase.Completed) ? ExitCodes.Success : ExitCodes.RunFailed;
            }
        }

        throw new InvalidOperationException("The watch ended although it was not cancelled.");
    }
}
