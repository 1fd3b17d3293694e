using System.Text.Json;
using Tapestry.Client.Cli.Errors;
using Tapestry.Training.Checkpoints;
using Tapestry.Training.Models;

namespace Tapestry.Client.Tests.Cli;

/// <summary>Commands about a region give the same answers for one in a folder and one behind an address.</summary>
public sealed class RegionCommandTests
{
    [Theory]
    [InlineData("run", "list")]
    [InlineData("run", "list", "--json")]
    [InlineData("model", "list")]
    [InlineData("model", "list", "--json")]
    [InlineData("round", "show", "--run", "run")]
    [InlineData("round", "show", "--run", "run", "--round", "1", "--json")]
    [InlineData("ledger")]
    [InlineData("ledger", "--json")]
    [InlineData("audit")]
    [InlineData("audit", "--json", "--stream", "round/")]
    [InlineData("audit", "--verify")]
    [InlineData("audit", "--verify", "--json")]
    public async Task Both_places_answer_alike(params string[] command)
    {
        await using var region = await StartAsync();

        var here = await region.AnswerAsync(command, isRemote: false);
        var there = await region.AnswerAsync(command, isRemote: true);

        Assert.Equal(here, there);
        Assert.NotEmpty(here);
        if (command.Contains("--json"))
        {
            Assert.All(Lines(here), line => Assert.StartsWith("{\"version\":1,\"", line, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Lists_and_rounds_are_lines_for_people()
    {
        await using var region = await StartAsync();

        Assert.Equal(
            ["RUN  CONSORTIUM  PHASE    SITES  CERTIFIED  LATEST ROUND", "run  test        running  3      0/2        1"],
            Lines(await region.AnswerAsync(["run", "list"], isRemote: true)));
        Assert.Equal(
            ["RUN  ROUND  PARAMETERS  DIGEST", $"run  0      42          {(await region.Region.Run.GetAsync()).Base.Digest()}"],
            Lines(await region.AnswerAsync(["model", "list"], isRemote: true)));
        Assert.Equal(
            ["Round run/1 is training, opened 2030-01-01T00:00:00Z", "10 local steps, bf16, in the clear, quorum 2",
             "  a: not ready yet", "  b: not ready yet", "  c: not ready yet"],
            Lines(await region.AnswerAsync(["round", "show", "--run", "run"], isRemote: true)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_watch_shows_what_happened_and_ends_with_the_run(bool isRemote)
    {
        await using var region = await StartAsync();
        await region.Region.Run.StopAsync("enough");

        var (lines, exitCode) = await region.RunAsync(["run", "watch", "--run", "run"], isRemote);
        var (json, _) = await region.RunAsync(["run", "watch", "--run", "run", "--json"], isRemote);

        Assert.Equal(ExitCodes.RunFailed, exitCode);
        Assert.Equal(
            ["run defined", "round 1 opened", "run stopped: enough"],
            Lines(lines).Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]));
        Assert.Equal(
            ["run-created", "round-scheduled", "run-ended"],
            Lines(json).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("event").GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_is_started_by_a_file_and_its_model_is_got_as_other_tools_open_it(bool isRemote)
    {
        await using var region = await StartAsync();
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("run.yaml");
        await File.WriteAllTextAsync(file, "run: spring\nconsortium: test\nsites: [a, b]\nmodel: nano\nrounds: 3\nseed: 5\n");
        string[] get = ["model", "get", "--run", "spring", "--to", folder.PathOf("model")];

        var first = await region.AnswerAsync(["run", "start", file], isRemote);
        Assert.Equal(first, await region.AnswerAsync(["run", "start", file], isRemote));
        var told = await region.AnswerAsync(get, isRemote);

        Assert.Equal("Run spring is running: 0 of 3 rounds certified\n", first);
        Assert.Contains(" of ", told, StringComparison.Ordinal);
        var (config, parameters) = ModelCheckpoint.Load(folder.PathOf("model"));
        using var expected = new LanguageModel(ModelConfig.Nano);
        expected.Initialize(5);
        Assert.Equal(ModelConfig.Nano, config);
        Assert.Equal(expected.Parameters.ToArray(), parameters);
        Assert.Equal(
            ["config.json", "model.safetensors"],
            Directory.GetFiles(folder.PathOf("model")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_the_region_refuses_is_one_line_and_a_code_of_its_own()
    {
        await using var region = await StartAsync();

        foreach (var isRemote in (bool[])[false, true])
        {
            var (errors, exitCode) = await region.FailAsync(["round", "show", "--run", "none"], isRemote);

            Assert.Equal(ExitCodes.RegionRefused, exitCode);
            Assert.Equal("tapestry: Run 'none' does not exist; create it first.\n", errors);
        }
    }

    [Theory]
    [InlineData("--region, --out and --config", "run", "list", "--region", "http://silo.example", "--out", "there")]
    [InlineData("is not an address", "run", "list", "--region", "silo")]
    [InlineData("Run id 'a b'", "round", "show", "--run", "a b")]
    [InlineData("--round is 0", "round", "show", "--round", "0")]
    [InlineData("--after is -1", "run", "watch", "--after", "-1")]
    public async Task A_wrong_command_line_is_refused_before_anything_is_asked(string told, params string[] args)
    {
        var command = new CommandLine(new RecordingRunner());

        Assert.Equal(ExitCodes.Usage, await command.RunAsync(args));
        Assert.Contains(told, command.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_of_a_runs_file_are_told_at_once()
    {
        await using var region = await StartAsync();
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.PathOf("run.yaml"), "run: spring\nsites: ['-']\nrounds: none\nsecure:\n  bits: 3\n");

        var (errors, exitCode) = await region.FailAsync(["run", "start", folder.PathOf("run.yaml")], isRemote: false);

        Assert.Equal(ExitCodes.Refused, exitCode);
        Assert.All(
            (string[])["4 faults", "consortium is missing", "line 2, column 9: '-'", "rounds 'none'", "line 5, column 9: bits '3'"],
            part => Assert.Contains(part, errors, StringComparison.Ordinal));
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static Task<CommandRegion> StartAsync() => CommandRegion.StartAsync();
}
