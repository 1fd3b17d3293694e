using Tapestry.Client.Cli.Demo.Progress;

namespace Tapestry.Client.Tests.Cli.Demo.Progress;

public sealed class DemoProgressTests
{
    [Theory]
    [InlineData(true, true, typeof(QuietProgress))]
    [InlineData(false, true, typeof(LiveProgress))]
    [InlineData(false, false, typeof(PlainProgress))]
    public async Task The_kind_follows_the_terminal(bool quiet, bool isTerminal, Type expected)
    {
        var console = new RecordingConsole(isTerminal);

        await using var progress = DemoProgress.Create(quiet, console.Console, new ManualClock());

        Assert.IsType(expected, progress);
    }

    [Fact]
    public async Task Quiet_writes_nothing()
    {
        var console = new RecordingConsole();
        await using (var progress = DemoProgress.Create(quiet: true, console.Console, new ManualClock()))
        {
            progress.Planned(ProgressFixture.Plan);
            progress.PhaseStarted("consortium");
            progress.SiteStepped(ProgressFixture.Step("de", 100));
            progress.RoundCompleted(ProgressFixture.Round(1));
        }

        Assert.Equal("", console.Text);
    }
}
