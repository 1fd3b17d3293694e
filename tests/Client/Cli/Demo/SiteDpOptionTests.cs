using Tapestry.Client.Cli.Demo;
using Tapestry.Client.Cli.Errors;

namespace Tapestry.Client.Tests.Cli.Demo;

public sealed class SiteDpOptionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RecordingRunner runner = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("epsilon=8,delta=1e-5", 8, 1e-5, null)]
    [InlineData("delta=0.001, clip=0.25 ,epsilon=0.5", 0.5, 0.001, 0.25)]
    public async Task Numbers_are_named_in_any_order(string text, double epsilon, double delta, double? clip)
    {
        Assert.Equal(ExitCodes.Success, await RunAsync("--secure", "--site-dp", text));

        Assert.Equal(new SiteDpSettings { Epsilon = epsilon, Delta = delta, Clip = clip }, runner.Settings!.Secure!.SiteDp);
    }

    [Theory]
    [InlineData("epsilon=8", "it needs both epsilon and delta")]
    [InlineData("8,1e-5", "it is not one of epsilon=X, delta=X, clip=X")]
    [InlineData("epsilon=8,delta=1e-5,noise=3", "'noise=3'")]
    [InlineData("epsilon=0,delta=1e-5", "epsilon is a number above 0")]
    [InlineData("epsilon=NaN,delta=1e-5", "epsilon is a number above 0")]
    [InlineData("epsilon=8,delta=1", "delta is a probability below 1")]
    [InlineData("epsilon=8,epsilon=9,delta=1e-5", "epsilon is given twice")]
    [InlineData("epsilon=8,delta=1e-5,clip=-1", "clip is a number above 0")]
    public async Task What_is_wrong_is_one_clear_line(string text, string why)
    {
        var command = new CommandLine(runner);

        Assert.Equal(ExitCodes.Usage, await command.RunAsync("demo", "--out", folder.PathOf("out"), "--secure", "--site-dp", text));
        Assert.Contains(why, command.Errors, StringComparison.Ordinal);
        Assert.Contains("epsilon=8,delta=1e-5", command.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--site-dp epsilon=8,delta=1e-5", "--secure is not given")]
    [InlineData("--secure --site-dp epsilon=8,delta=1e-5 --bits 12", "--bits together with --site-dp")]
    [InlineData("--secure --site-dp epsilon=8,delta=1e-5 --weights quality", "--weights quality together with --site-dp")]
    public async Task Options_that_contradict_each_other_are_refused(string arguments, string why)
    {
        var command = new CommandLine(runner);

        Assert.Equal(ExitCodes.Usage, await command.RunAsync(["demo", "--out", folder.PathOf("out"), .. arguments.Split(' ')]));
        Assert.Contains(why, command.Errors, StringComparison.Ordinal);
    }

    private Task<int> RunAsync(params string[] arguments) =>
        new CommandLine(runner).RunAsync(["demo", "--quiet", "--out", folder.PathOf("out"), .. arguments]);
}
