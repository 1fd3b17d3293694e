using Tapestry.Client.Cli.Demo.Progress;

namespace Tapestry.Client.Tests.Cli.Demo.Progress;

public sealed class ProgressStateTests
{
    private readonly ManualClock clock = new();
    private readonly ProgressState state;

    public ProgressStateTests()
    {
        state = new ProgressState(clock);
        state.SetPlan(ProgressFixture.Plan);
        state.StartPhase("consortium");
    }

    [Fact]
    public void Nothing_is_estimated_before_something_was_trained()
    {
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(state.Left);
    }

    [Fact]
    public void Time_left_covers_the_phases_to_come_by_their_tokens()
    {
        state.Step(ProgressFixture.Step("de", 1));
        clock.Advance(TimeSpan.FromSeconds(10));
        state.Step(ProgressFixture.Step("de", 51));

        // 500 tokens in 10 s; 4,000 planned, 510 done.
        Assert.Equal(69.8, state.Left!.Value.TotalSeconds, 6);
    }

    [Fact]
    public void Steps_of_an_earlier_process_do_not_count_as_speed()
    {
        state.Step(ProgressFixture.Step("de", 90));
        clock.Advance(TimeSpan.FromSeconds(5));
        state.Step(ProgressFixture.Step("fr", 90));
        clock.Advance(TimeSpan.FromSeconds(5));
        state.Step(ProgressFixture.Step("de", 100));

        // 100 tokens in 10 s; 4,000 planned, 1,900 done.
        Assert.Equal(210, state.Left!.Value.TotalSeconds, 6);
    }

    [Fact]
    public void At_the_end_nothing_is_left()
    {
        state.Step(ProgressFixture.Step("de", 1));
        clock.Advance(TimeSpan.FromSeconds(10));
        state.StartPhase("pooled");
        state.Step(new SiteStep("pooled", "all", 1, 50, 2, 1));
        state.Step(new SiteStep("pooled", "all", 50, 50, 2, 1));

        Assert.Equal(TimeSpan.Zero, state.Left);
    }

    [Fact]
    public void A_phase_starts_with_no_sites()
    {
        state.Step(ProgressFixture.Step("de", 1));
        state.StartPhase("pooled");

        Assert.Empty(state.Sites);
        Assert.Equal((2, 2), (state.PhaseNumber, state.PhaseCount));
    }

    [Fact]
    public void A_phase_that_was_not_planned_is_an_error() =>
        Assert.Throws<ArgumentException>(() => state.StartPhase("surprise"));
}
