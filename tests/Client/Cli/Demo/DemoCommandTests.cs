using Tapestry.Client.Cli.Errors;
using Tapestry.Training.Models;

namespace Tapestry.Client.Tests.Cli.Demo;

public sealed class DemoCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_run_ends_with_reports_and_a_table()
    {
        var command = new CommandLine(new RecordingRunner());

        Assert.Equal(ExitCodes.Success, await command.RunAsync("demo", "--out", folder.PathOf("out")));

        Assert.True(File.Exists(folder.PathOf("out", "report.json")));
        Assert.True(File.Exists(folder.PathOf("out", "report.html")));
        Assert.Contains("Sovereign de", command.Console.Text, StringComparison.Ordinal);
        Assert.Contains("report.html", command.Console.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_command_with_resume_goes_on()
    {
        Assert.Equal(
            ExitCodes.Cancelled,
            await new CommandLine(new RecordingRunner(new OperationCanceledException())).RunAsync(
                "demo", "--out", folder.PathOf("out")));
        var runner = new RecordingRunner();

        Assert.Equal(
            ExitCodes.Success, await new CommandLine(runner).RunAsync("demo", "--resume", "--out", folder.PathOf("out")));
        Assert.True(runner.WasResumed);
    }

    public static TheoryData<Exception, int> Failures => new()
    {
        { new UsageException("a", "b", "c"), ExitCodes.Usage },
        { new EnvironmentException("a", "b", "c"), ExitCodes.Environment },
        { new RefusedException("a", "b", "c"), ExitCodes.Refused },
        { new DllNotFoundException("libtorch_cpu.so: cannot open"), ExitCodes.Environment },
        { new TypeInitializationException("Shim", new DllNotFoundException("libtorch_cpu.so")), ExitCodes.Environment },
        { new DeviceUnavailableException("no such device"), ExitCodes.Environment },
        { new IOException("No space left on device", 28), ExitCodes.Environment },
        { new AggregateException(new RefusedException("a", "b", "c")), ExitCodes.Refused },
        { new OperationCanceledException(), ExitCodes.Cancelled },
        { new InvalidOperationException("a fault"), ExitCodes.Unexpected },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task A_failure_has_its_exit_code_and_leaves_no_report(Exception failure, int exitCode)
    {
        var command = new CommandLine(new RecordingRunner(failure));

        Assert.Equal(exitCode, await command.RunAsync("demo", "--out", folder.PathOf("out")));

        var lines = command.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("tapestry: ", lines[0], StringComparison.Ordinal);
        Assert.Equal(exitCode == ExitCodes.Unexpected, lines.Length > 1);
        Assert.False(File.Exists(folder.PathOf("out", "report.json")));
    }

    [Fact]
    public async Task Help_lists_every_exit_code()
    {
        var command = new CommandLine(new RecordingRunner());

        Assert.Equal(ExitCodes.Success, await command.RunAsync("--help"));

        Assert.All(ExitCodes.All, exit => Assert.Contains($"{exit.Code}  {exit.Meaning}", command.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void The_documentation_lists_every_exit_code()
    {
        var page = File.ReadAllText(Repository.PathOf("docs/cli.md"));

        Assert.All(ExitCodes.All, exit => Assert.Contains($"| {exit.Code} | {exit.Meaning} |", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_documentation_lists_every_option_and_no_other()
    {
        var command = new CommandLine(new RecordingRunner());
        await command.RunAsync("demo", "--help");
        static IEnumerable<string> Options(string text, string prefix) => text.Split('\n')
            .Where(line => line.StartsWith(prefix, StringComparison.Ordinal))
            .Select(line => line[(prefix.Length - 2)..].Split(' ', '`')[0])
            .Order(StringComparer.Ordinal);

        Assert.Equal(
            Options(command.Output, "  --"), Options(File.ReadAllText(Repository.PathOf("docs/cli.md")), "| `--"));
    }
}
