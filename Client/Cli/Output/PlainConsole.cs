using Spectre.Console;

namespace Tapestry.Client.Cli.Output;

/// <summary>The console of a program whose output may go into a file or a pipe.</summary>
public static class PlainConsole
{
    /// <summary>Colours on a terminal, plain text elsewhere; Spectre alone asks only the terminal's name.</summary>
    public static IAnsiConsole Create() =>
        AnsiConsole.Create(new AnsiConsoleSettings { Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect });
}
