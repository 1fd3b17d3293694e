using System.CommandLine;
using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Cli.Regions;
using Tapestry.Client.Sdk;

namespace Tapestry.Client.Cli.Output;

/// <summary>A command that asks a region something and prints the answer as lines or, with <c>--json</c>, as JSON.</summary>
internal static class RegionCommand
{
    public static Option<bool> Json() => new("--json") { Description = "Print JSON" };

    /// <summary>Makes a command of what it asks.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does, in a sentence.</param>
    /// <param name="clock">Times waits.</param>
    /// <param name="symbols">Its own options and arguments.</param>
    /// <param name="run">Asks and prints; returns the exit code.</param>
    public static Command Create(
        string name, string description, TimeProvider clock, IReadOnlyList<Symbol> symbols,
        Func<IRegionClient, ParseResult, TextWriter, CancellationToken, Task<int>> run)
    {
        var region = new RegionOptions(clock);
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Add(argument);
            }
            else
            {
                command.Add((Option)symbol);
            }
        }

        region.AddTo(command).SetAction(async (parsed, cancellationToken) =>
        {
            await using var client = await region.OpenAsync(parsed, cancellationToken);
            return await run(client, parsed, parsed.InvocationConfiguration.Output, cancellationToken);
        });
        return command;
    }

    /// <summary>Makes a command whose answer is printed at once.</summary>
    public static Command Create<T>(
        string name, string description, TimeProvider clock, IReadOnlyList<Symbol> symbols,
        Func<IRegionClient, ParseResult, CancellationToken, Task<T>> ask, Func<T, IEnumerable<string>> lines, Func<T, string> json)
    {
        var asJson = Json();
        return Create(name, description, clock, [.. symbols, asJson], async (client, parsed, output, cancellationToken) =>
        {
            var answer = await ask(client, parsed, cancellationToken);
            foreach (var line in parsed.GetValue(asJson) ? [json(answer)] : lines(answer))
            {
                await output.WriteLineAsync(line);
            }

            return ExitCodes.Success;
        });
    }

    public static async Task<IReadOnlyList<T>> AllAsync<T>(IAsyncEnumerable<T> items, CancellationToken cancellationToken)
    {
        var all = new List<T>();
        await foreach (var item in items.WithCancellation(cancellationToken))
        {
            all.Add(item);
        }

        return all;
    }
}
