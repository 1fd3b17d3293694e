using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Testing;

namespace Tapestry.EndToEnd.Tests.Failures;

/// <summary>Bad input ends with the documented code and one line, and leaves the output folder as it was.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Out => folder.File("out");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("the .NET SDK has no strings in that language", "--languages", "de,xx")]
    [InlineData("each once", "--languages", "de,de")]
    [InlineData("at least 2", "--languages", "de")]
    [InlineData("--data together with --languages", "--data", "text", "--languages", "de,fr")]
    [InlineData("whole number", "--rounds", "0")]
    [InlineData("whole number", "--seed", "-1")]
    [InlineData("neither a built-in model nor a file", "--model", "huge")]
    [InlineData("not a known choice", "--encoding", "fp8")]
    [InlineData("--help", "--speed", "9")]
    public async Task A_wrong_command_line_is_code_2(string text, params string[] options)
    {
        (await TapestryProcess.RunAsync(["demo", "--out", Out, .. options])).AssertFailed(2, text);
        Assert.False(Path.Exists(Out));
    }

    [Fact]
    public async Task Missing_data_is_refused() => await AssertTextRefusedAsync(folder.File("none"), "there is no such folder");

    [Fact]
    public async Task One_site_is_no_consortium() =>
        await AssertTextRefusedAsync(TestText.Write(folder.File("data"), "alone"), "at least 2 sites");

    [Fact]
    public async Task A_site_without_text_is_refused()
    {
        var data = TestText.Write(folder.File("data"), "alpha", "beta");
        File.Delete(Path.Combine(data, "beta", "text.txt"));

        await AssertTextRefusedAsync(data, "beta");
    }

    [Fact]
    public async Task A_site_with_too_little_text_is_refused_and_named()
    {
        var data = TestText.Write(folder.File("data"), "alpha", "beta");
        await File.WriteAllTextAsync(Path.Combine(data, "beta", "text.txt"), TestText.Of("beta", 5_000));

        await AssertTextRefusedAsync(data, "'beta'");
    }

    [Fact]
    public async Task Text_that_is_not_UTF_8_is_refused_at_its_offset()
    {
        var data = TestText.Write(folder.File("data"), "alpha", "beta");
        await File.WriteAllBytesAsync(Path.Combine(data, "beta", "more.txt"), [.. "text "u8, 0xFF, .. " text"u8]);

        await AssertTextRefusedAsync(data, "offset 5");
    }

    [Fact]
    public async Task A_mended_text_needs_no_resume()
    {
        var data = TestText.Write(folder.File("data"), "alpha", "beta");
        var extra = Path.Combine(data, "beta", "more.txt");
        await File.WriteAllBytesAsync(extra, [0xFF]);
        await AssertTextRefusedAsync(data, "offset 0");
        File.Delete(extra);

        await TestRun.CompleteAsync(data, Out, "--rounds", "1");
    }

    [Fact]
    public async Task A_malformed_model_file_is_refused()
    {
        var config = folder.File("config.json");
        await File.WriteAllTextAsync(config, "{}");
        var data = TestText.Write(folder.File("data"), "alpha", "beta");

        (await TapestryProcess.RunAsync(TestRun.Arguments(data, Out, "--model", config))).AssertFailed(4, config);
        Assert.False(Path.Exists(Out));
    }

    private async Task AssertTextRefusedAsync(string data, string text)
    {
        (await TapestryProcess.RunAsync(TestRun.Arguments(data, Out))).AssertFailed(4, text);
        Assert.False(Path.Exists(Out));
    }
}
