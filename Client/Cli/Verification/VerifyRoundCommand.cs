using System.CommandLine;
using Tapestry.Client.Cli.Demo.Run;
using Tapestry.Client.Cli.Errors;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Cli.Verification;

/// <summary><c>tapestry verify-round</c>: repeats a round's merge from what a region published.</summary>
internal static class VerifyRoundCommand
{
    public static Command Build()
    {
        var place = new Argument<string>("place") { Description = "The run's folder, a copy of it, or the address of its region's folder" };
        var run = new Option<string>("--run") { Description = "The run", DefaultValueFactory = _ => DemoNames.Run.Value, HelpName = "R" };
        var number = new Option<int>("--round") { Description = "The round, from 1", Required = true, HelpName = "N" };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        number.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError($"--round is {result.GetValueOrDefault<int>()}; rounds count from 1.");
            }
        });
        var command = new Command("verify-round", "Repeats a certified round's merge from blobs alone: equal, or the first shard that differs.")
        {
            place, run, number, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var http = new HttpClient();
            var round = new RoundId(RunOf(parsed.GetValue(run)!), parsed.GetValue(number));
            var verdict = await PublishedRegion.VerifyAsync(parsed.GetValue(place)!, round, http, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                parsed.GetValue(json) ? VerdictText.Json(verdict) : VerdictText.Sentence(verdict));
            return verdict.IsEqual ? ExitCodes.Success : ExitCodes.NotVerified;
        });
        return command;
    }

    private static RunId RunOf(string name)
    {
        try
        {
            return new RunId(name);
        }
        catch (InvalidIdException invalid)
        {
            throw new UsageException($"--run '{name}'", invalid.Message.TrimEnd('.'), "Give the name of a run");
        }
    }
}
