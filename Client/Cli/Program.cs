using Spectre.Console;
using Tapestry.Client.Cli;
using Tapestry.Client.Cli.Demo;
using Tapestry.Client.Cli.Demo.Run;

var console = AnsiConsole.Create(new AnsiConsoleSettings
{
    // Spectre asks only the terminal's name; files and pipes get plain text.
    Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
});
var demo = new DemoCommand(new DemoRunner(TimeProvider.System), console, TimeProvider.System);
return await TapestryCommand.RunAsync(TapestryCommand.Create(demo, console), args, Console.Out, Console.Error);
