using Tapestry.Client.Cli.Demo.Progress;

namespace Tapestry.Client.Tests.Cli.Demo.Progress;

public sealed class LiveProgressTests
{
    private readonly RecordingConsole console = new(isTerminal: true);
    private readonly ManualClock clock = new();

    [Fact]
    public async Task Sites_rounds_and_time_left_are_shown()
    {
        await using (var progress = Start())
        {
            progress.SiteStepped(ProgressFixture.Step("de", 1));
            clock.Advance(TimeSpan.FromSeconds(10));
            progress.SiteStepped(ProgressFixture.Step("de", 51));
            progress.RoundCompleted(ProgressFixture.Round(1));
            progress.RoundCompleted(ProgressFixture.Round(2, isCertified: false));
        }

        Assert.All(
            ["consortium", "phase 1 of 2", "time left 1:09 min", "51/100", "2.500", "12,345", "1/4", "3.375", "3.5 MB", "2/4 abandoned"],
            expected => Assert.Contains(expected, console.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Steps_within_a_frame_are_drawn_once_and_the_last_one_at_the_end()
    {
        await using (var progress = Start())
        {
            Enumerable.Range(1, 50).ToList().ForEach(step => progress.SiteStepped(ProgressFixture.Step("de", step)));
            Assert.DoesNotContain("50/100", console.Text, StringComparison.Ordinal);

            clock.Advance(TimeSpan.FromSeconds(1));
            progress.SiteStepped(ProgressFixture.Step("de", 51));
            Assert.Contains("51/100", console.Text, StringComparison.Ordinal);

            progress.SiteStepped(ProgressFixture.Step("de", 52));
        }

        Assert.Contains("52/100", console.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sites_may_report_at_the_same_time()
    {
        await using (var progress = Start())
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(site => Task.Run(() =>
            {
                for (var step = 1; step <= 100; step++)
                {
                    clock.Advance(TimeSpan.FromMilliseconds(20));
                    progress.SiteStepped(ProgressFixture.Step($"site-{site}", step));
                }
            })));
        }

        Assert.All(
            Enumerable.Range(0, 8),
            site => Assert.Contains($"site-{site}", console.Text, StringComparison.Ordinal));
        Assert.Contains("100/100", console.Text, StringComparison.Ordinal);
    }

    private LiveProgress Start()
    {
        var progress = new LiveProgress(console.Console, clock);
        progress.Planned(ProgressFixture.Plan);
        progress.PhaseStarted("consortium");
        return progress;
    }
}
