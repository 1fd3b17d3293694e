using System.Text;
using Tapestry.Client.Cli;
using Tapestry.Client.Cli.Demo;

namespace Tapestry.Client.Tests.Cli;

/// <summary>Runs the tapestry command in this process against a recorded console.</summary>
internal sealed class CommandLine(IDemoRunner runner)
{
    private readonly StringBuilder errors = new();
    private readonly StringBuilder output = new();

    public RecordingConsole Console { get; } = new();

    public string Errors => errors.ToString();

    public string Output => output.ToString();

    public Task<int> RunAsync(params string[] args)
    {
        var demo = new DemoCommand(runner, Console.Console, new ManualClock());
        return TapestryCommand.RunAsync(TapestryCommand.Create(demo, Console.Console), args, new StringWriter(output), new StringWriter(errors));
    }
}
