using Spectre.Console;
using Tapestry.Client.Cli;
using Tapestry.Client.Cli.Demo;
using Tapestry.Client.Cli.Demo.Run;

var demo = new DemoCommand(new DemoRunner(TimeProvider.System), AnsiConsole.Console, TimeProvider.System);
return await TapestryCommand.RunAsync(TapestryCommand.Create(demo), args, Console.Out, Console.Error);
