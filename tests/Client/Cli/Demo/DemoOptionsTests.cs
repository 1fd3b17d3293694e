using Tapestry.Client.Cli.Demo;
using Tapestry.Client.Cli.Errors;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Training.Models;

namespace Tapestry.Client.Tests.Cli.Demo;

public sealed class DemoOptionsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RecordingRunner runner = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Defaults_are_those_of_the_documentation()
    {
        var settings = await ParseAsync();

        Assert.Equal(["de", "fr", "pl", "ja"], settings.Sites);
        Assert.Equal(settings.Sites, settings.Languages.Select(language => language.Code));
        Assert.Equal(
            (null, null, null, null, 1UL),
            (settings.DataFolder, settings.Rounds, settings.LocalSteps, settings.PrivateSteps, settings.Seed));
        Assert.Equal(
            (ModelChoice.Micro, EncodingKind.Bf16, WeightRule.Tokens),
            (settings.Model, settings.Encoding, settings.Weights));
        Assert.False(settings.Resume || settings.Baselines || settings.Quiet);
    }

    [Fact]
    public async Task Every_option_reaches_its_setting()
    {
        var settings = await ParseAsync(
            "--languages", "PT-br, zh-hans", "--rounds", "7", "--local-steps", "9", "--private-steps", "11", "--model",
            "nano", "--seed", "18446744073709551615", "--baselines", "--quiet", "--encoding", "bf16", "--weights", "quality",
            "--device", "cuda:2");

        Assert.Equal(["pt-BR", "zh-Hans"], settings.Sites);
        Assert.Equal((7, 9, 11), (settings.Rounds, settings.LocalSteps, settings.PrivateSteps));
        Assert.Equal((ModelChoice.Nano, ulong.MaxValue), (settings.Model, settings.Seed));
        Assert.True(settings.Baselines && settings.Quiet);
        Assert.Equal((EncodingKind.Bf16, WeightRule.Quality), (settings.Encoding, settings.Weights));
        Assert.Equal(new ComputeDevice(ComputeDeviceKind.Cuda, 2), settings.Device);
    }

    [Fact]
    public async Task All_thirteen_languages_are_known()
    {
        var settings = await ParseAsync("--languages", "cs,de,es,fr,it,ja,ko,pl,pt-BR,ru,tr,zh-Hans,zh-Hant");

        Assert.Equal(13, settings.Sites.Count);
        Assert.Equal(Language.All, settings.Languages);
    }

    [Fact]
    public async Task A_data_folder_names_its_sites_in_ordinal_order()
    {
        Array.ForEach(["clinic", "Archive", ".hidden"], name => folder.Write($"data/{name}/text.txt", "text"));

        var settings = await ParseAsync("--data", folder.PathOf("data"));

        Assert.Equal(["Archive", "clinic"], settings.Sites);
        Assert.Equal(folder.PathOf("data"), settings.DataFolder);
        Assert.Empty(settings.Languages);
    }

    [Fact]
    public async Task A_model_configuration_is_kept_by_its_full_path()
    {
        var path = folder.Write("config.json", "{}");

        var settings = await ParseAsync("--model", path);

        Assert.Equal(path, settings.Model.ConfigPath);
    }

    [Theory]
    [InlineData(ExitCodes.Usage, "'xx'", "--languages", "de,xx")]
    [InlineData(ExitCodes.Usage, "''", "--languages", "de,,fr")]
    [InlineData(ExitCodes.Usage, "'de' twice", "--languages", "de,fr,DE")]
    [InlineData(ExitCodes.Usage, "at least 2", "--languages", "de")]
    [InlineData(ExitCodes.Usage, "whole number from 1", "--rounds", "0")]
    [InlineData(ExitCodes.Usage, "whole number from 1", "--rounds", "-3")]
    [InlineData(ExitCodes.Usage, "whole number from 1", "--rounds", "1.5")]
    [InlineData(ExitCodes.Usage, "'100001'", "--rounds", "100001")]
    [InlineData(ExitCodes.Usage, "whole number from 1", "--local-steps", "0")]
    [InlineData(ExitCodes.Usage, "'1000001'", "--local-steps", "1000001")]
    [InlineData(ExitCodes.Usage, "whole number from 1", "--private-steps", "many")]
    [InlineData(ExitCodes.Usage, "whole number from 0", "--seed", "18446744073709551616")]
    [InlineData(ExitCodes.Usage, "nano, micro", "--model", "huge")]
    [InlineData(ExitCodes.Usage, "fp32, bf16", "--encoding", "fp16")]
    [InlineData(ExitCodes.Usage, "equal, tokens, quality", "--weights", "1")]
    [InlineData(ExitCodes.Usage, "cpu, cuda, cuda:N", "--device", "gpu")]
    [InlineData(ExitCodes.Usage, "Leave one of the two out", "--languages", "de,fr", "--data", "anything")]
    [InlineData(ExitCodes.Usage, "not a path", "--data", " ")]
    [InlineData(ExitCodes.Usage, "--frobnicate", "--frobnicate")]
    [InlineData(ExitCodes.Usage, "--rounds", "--rounds")]
    [InlineData(ExitCodes.Usage, "--rounds", "--rounds", "1", "--rounds", "2")]
    [InlineData(ExitCodes.Refused, "no such folder", "--data", "missing-folder")]
    public async Task A_wrong_value_is_one_clear_line(int exitCode, string expected, params string[] args)
    {
        var command = new CommandLine(runner);

        Assert.Equal(exitCode, await command.RunAsync(["demo", "--out", folder.PathOf("out"), .. args]));

        var line = Assert.Single(command.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("tapestry: ", line, StringComparison.Ordinal);
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.Null(runner.Settings);
        Assert.False(Directory.Exists(folder.PathOf("out")));
    }

    [Fact]
    public async Task A_data_folder_with_one_site_is_refused()
    {
        folder.Write("data/only/text.txt", "text");
        var command = new CommandLine(runner);

        Assert.Equal(ExitCodes.Refused, await command.RunAsync("demo", "--data", folder.PathOf("data")));
        Assert.Contains("1 subfolders", command.Errors, StringComparison.Ordinal);
    }

    private async Task<DemoSettings> ParseAsync(params string[] args)
    {
        var command = new CommandLine(runner);
        var exitCode = await command.RunAsync(["demo", "--out", folder.PathOf("out"), .. args]);
        Assert.Equal("", command.Errors);
        Assert.Equal(ExitCodes.Success, exitCode);
        return runner.Settings!;
    }
}
