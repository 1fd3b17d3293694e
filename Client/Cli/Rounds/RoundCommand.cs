using System.CommandLine;
using Tapestry.Client.Cli.Output;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Cli.Rounds;

/// <summary><c>tapestry round show</c>: what a round asked for, who took part, what it made.</summary>
internal static class RoundCommand
{
    public static Command Build(TimeProvider clock) => new("round", "The rounds of a run.") { Show(clock) };

    private static Command Show(TimeProvider clock)
    {
        var run = IdOptions.Run();
        var number = IdOptions.Round("The round, from 1 [default: the latest]", minimum: 1);
        return RegionCommand.Create(
            "show", "Shows a round.", clock, [run, number],
            async (region, parsed, cancellationToken) =>
            {
                var id = new RunId(parsed.GetValue(run)!);
                var latest = parsed.GetValue(number) ?? (await region.GetRunAsync(id, cancellationToken)).LatestRound;
                return await region.GetRoundAsync(new RoundId(id, latest), cancellationToken);
            },
            RoundText.Lines, view => JsonAnswer.Of("round", view, ApiJson.Default.RoundView));
    }
}
