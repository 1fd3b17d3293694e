using System.CommandLine;
using Spectre.Console;
using Tapestry.Client.Cli.Output;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Cli.Runs;

/// <summary><c>tapestry run</c>: starts, watches, lists and stops the runs of a region.</summary>
internal static class RunCommand
{
    public static Command Build(IAnsiConsole console, TimeProvider clock) => new("run", "The runs of a region.")
    {
        RunStartCommand.Build(clock), RunWatchCommand.Build(console, clock), List(clock), Stop(clock),
    };

    private static Command List(TimeProvider clock) => RegionCommand.Create(
        "list", "Lists the region's runs.", clock, [],
        (region, _, cancellationToken) => RegionCommand.AllAsync(region.ListRunsAsync(cancellationToken), cancellationToken),
        RunText.Table, runs => JsonAnswer.ListOf("runs", runs, ApiJson.Default.RunSummary));

    private static Command Stop(TimeProvider clock)
    {
        var run = IdOptions.Run();
        var reason = new Option<string>("--reason") { Description = "Why, for the audit log", Required = true, HelpName = "TEXT" };
        return RegionCommand.Create(
            "stop", "Ends a run early; its last certified base stands.", clock, [run, reason],
            async (region, parsed, cancellationToken) =>
            {
                var id = new RunId(parsed.GetValue(run)!);
                await region.StopRunAsync(id, parsed.GetValue(reason)!, cancellationToken);
                return await region.GetRunAsync(id, cancellationToken);
            },
            view => [RunText.Sentence(view)], view => JsonAnswer.Of("run", view, ApiJson.Default.RunView));
    }
}
