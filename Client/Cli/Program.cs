using Spectre.Console;
using Tapestry.Client.Cli;
using Tapestry.Client.Cli.Demo;

var demo = new DemoCommand(new UncomposedDemoRunner(), AnsiConsole.Console, TimeProvider.System);
return await TapestryCommand.RunAsync(TapestryCommand.Create(demo), args, Console.Out, Console.Error);
