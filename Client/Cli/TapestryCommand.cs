using System.CommandLine;
using System.CommandLine.Parsing;
using Spectre.Console;
using Tapestry.Client.Cli.Audit;
using Tapestry.Client.Cli.Consortium;
using Tapestry.Client.Cli.Demo;
using Tapestry.Client.Cli.Demo.Data;
using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Cli.Models;
using Tapestry.Client.Cli.Privacy;
using Tapestry.Client.Cli.Regions;
using Tapestry.Client.Cli.Rounds;
using Tapestry.Client.Cli.Runs;
using Tapestry.Client.Cli.Verification;

namespace Tapestry.Client.Cli;

/// <summary>The root of the command line: which commands there are, and how any failure reaches the caller.</summary>
public static class TapestryCommand
{
    // A site finishes the step it is in and commits; after this the process ends anyway.
    private static readonly TimeSpan GraceAfterSignal = TimeSpan.FromSeconds(30);

    /// <summary>The root command with all its commands.</summary>
    /// <param name="demo">The demo.</param>
    /// <param name="console">Where bars are drawn when it is a terminal.</param>
    public static RootCommand Create(DemoCommand demo, IAnsiConsole console)
    {
        var codes = string.Join(Environment.NewLine, ExitCodes.All.Select(exit => $"  {exit.Code,3}  {exit.Meaning}"));
        return new RootCommand(
            $"Trains one Shared Base model over many sites whose data never moves.{Environment.NewLine}"
            + $"{Environment.NewLine}Exit codes:{Environment.NewLine}{codes}")
        {
            demo.Build(),
            TextsCommand.Build(),
            PrivacyCommand.Build(),
            VerifyRoundCommand.Build(),
            ConsortiumCommand.Build(TimeProvider.System),
            RunCommand.Build(console, TimeProvider.System),
            ModelCommand.Build(console, TimeProvider.System),
            RoundCommand.Build(TimeProvider.System),
            LedgerCommand.Build(TimeProvider.System),
            AuditCommand.Build(TimeProvider.System),
            SiloCommand.Build(TimeProvider.System),
            SiteCommand.Build(TimeProvider.System),
        };
    }

    /// <summary>Parses and runs; every failure becomes one line on <paramref name="errors"/> and an exit code.</summary>
    public static async Task<int> RunAsync(
        RootCommand root, IReadOnlyList<string> args, TextWriter output, TextWriter errors,
        CancellationToken cancellationToken = default)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors is [var first, ..])
        {
            await errors.WriteLineAsync($"tapestry: {Describe(first, parsed.CommandResult.Command)}");
            return ExitCodes.Usage;
        }

        try
        {
            var invocation = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = GraceAfterSignal,
                Output = output,
                Error = errors,
            };
            return await parsed.InvokeAsync(invocation, cancellationToken);
        }
#pragma warning disable CA1031 // The one place where any failure becomes an exit code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Failure.Report(exception, errors);
        }
    }

    // An option's own check already names the remedy; the parser's complaints about missing or unknown tokens do not.
    private static string Describe(ParseError error, Command command)
    {
        return error.SymbolResult is OptionResult { Tokens.Count: 1 }
            ? error.Message
            : $"{error.Message} {Path(command)} --help lists what is known.";
    }

    private static string Path(Command command) => command is RootCommand
        ? "tapestry"
        : $"{Path(command.Parents.OfType<Command>().First())} {command.Name}";
}
