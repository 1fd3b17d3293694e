using Spectre.Console;

namespace Tapestry.Client.Cli.Demo.Progress;

/// <summary>Chooses how progress is shown.</summary>
public static class DemoProgress
{
    /// <summary>Silent when asked; a live table on a terminal; lines when the output goes to a file or a pipe.</summary>
    public static IDemoProgress Create(bool quiet, IAnsiConsole console, TimeProvider clock)
    {
        if (quiet)
        {
            return new QuietProgress();
        }

        var isTerminal = console.Profile.Out.IsTerminal && console.Profile.Capabilities.Ansi;
        return isTerminal ? new LiveProgress(console, clock) : new PlainProgress(console.Profile.Out.Writer, clock);
    }
}
