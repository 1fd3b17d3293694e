using System.Text;
using Tapestry.Client.Cli.Demo.Progress;

namespace Tapestry.Client.Tests.Cli.Demo.Progress;

public sealed class PlainProgressTests
{
    private readonly StringBuilder output = new();
    private readonly ManualClock clock = new();

    [Fact]
    public void A_line_a_phase_a_round_and_a_sites_last_step()
    {
        var progress = Start();
        progress.SiteStepped(ProgressFixture.Step("de", 1));
        clock.Advance(TimeSpan.FromSeconds(10));
        progress.SiteStepped(ProgressFixture.Step("de", 99));
        progress.RoundCompleted(ProgressFixture.Round(1));
        progress.RoundCompleted(ProgressFixture.Round(2, isCertified: false));
        progress.SiteStepped(ProgressFixture.Step("de", 100));

        Assert.Equal(
            [
                "phase 1/2: consortium, 200 steps",
                "round 1/4: loss 2.250, held-out bits/byte de 3.500 fr 3.250, up 3.5 MB, down 700 B, training 2.0 s, other 0.3 s, left 30.7 s",
                "round 2/4 abandoned: loss 2.250, held-out bits/byte de 3.500 fr 3.250, up 3.5 MB, down 700 B, training 2.0 s, other 0.3 s, left 30.7 s",
                "de: step 100/100, loss 2.500, 12,345 tokens/s, left 30.3 s",
            ],
            Lines);
    }

    [Fact]
    public void A_long_silence_is_broken()
    {
        var progress = Start();
        clock.Advance(TimeSpan.FromSeconds(31));
        progress.SiteStepped(ProgressFixture.Step("de", 7));
        progress.SiteStepped(ProgressFixture.Step("de", 8));

        Assert.Equal(2, Lines.Length);
        Assert.StartsWith("de: step 7/100", Lines[1], StringComparison.Ordinal);
    }

    private string[] Lines => output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    private PlainProgress Start()
    {
        var progress = new PlainProgress(new StringWriter(output), clock);
        progress.Planned(ProgressFixture.Plan);
        progress.PhaseStarted("consortium");
        return progress;
    }
}
