namespace Tapestry.Client.Tests.Cli.Regions;

public sealed class CallerOptionsTests
{
    [Theory]
    [InlineData(2, "plain HTTP authenticates nobody", "--region", "http://127.0.0.1:1", "--token", "t", "--authority", "a")]
    [InlineData(2, "plain HTTP authenticates nobody", "--region", "http://127.0.0.1:1", "--region", "https://127.0.0.1:2")]
    [InlineData(2, "a member needs --authority, --certificate and --key", "--region", "https://127.0.0.1:1", "--certificate", "c")]
    [InlineData(2, "a member needs --authority, --certificate and --key", "--region", "https://127.0.0.1:1", "--authority", "a", "--token", "t", "--key", "k")]
    [InlineData(4, "the caller's files", "--region", "https://127.0.0.1:1", "--authority", "/nowhere/a", "--certificate", "c", "--key", "k")]
    [InlineData(4, "nowhere", "--region", "https://127.0.0.1:1", "--consortium", "/nowhere")]
    public async Task A_caller_that_is_half_named_is_refused_before_anything_is_sent(int code, string why, params string[] options)
    {
        var line = new CommandLine(new RecordingRunner());

        Assert.Equal(code, await line.RunAsync(["run", "list", .. options]));

        Assert.Contains(why, line.Errors, StringComparison.Ordinal);
    }
}
