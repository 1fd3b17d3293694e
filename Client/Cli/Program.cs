using Tapestry.Client.Cli;
using Tapestry.Client.Cli.Demo;
using Tapestry.Client.Cli.Demo.Run;
using Tapestry.Client.Cli.Output;

var console = PlainConsole.Create();
var demo = new DemoCommand(new DemoRunner(TimeProvider.System), console, TimeProvider.System);
return await TapestryCommand.RunAsync(TapestryCommand.Create(demo, console), args, Console.Out, Console.Error);
