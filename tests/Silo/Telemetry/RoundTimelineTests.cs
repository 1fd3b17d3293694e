using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Telemetry;

namespace Tapestry.Silo.Tests.Telemetry;

public sealed class RoundTimelineTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly Sha256Digest Ticket = Sha256Digest.Of([1]);
    private static readonly (int, string, string) Opened = (0, "round-opened", $$"""{"round":"run/3","ticket":"{{Ticket}}"}""");

    [Fact]
    public void A_plain_round_trains_contributes_and_merges()
    {
        var round = Of(Opened, (5, "site-ready", "{}"), (10, "cohort-fixed", "{}"), (16, "contributions-closed", "{}"), (20, "shard-merged", "{}"), (23, "round-certified", "{}"))!;

        Assert.Equal([("training", 10), ("contributing", 6), ("merging", 7)], Phases(round));
        Assert.Equal((new RoundId(new RunId("run"), 3), true, 23), (round.Round, round.IsCertified, (round.To - round.From).TotalSeconds));
        Assert.Equal(Ticket.Value[..32], round.Trace.TraceId.ToString());
    }

    [Fact]
    public void A_secure_round_has_the_steps_of_every_handshake_and_no_empty_phase()
    {
        var round = Of(
            Opened, (10, "cohort-fixed", "{}"), Step(10, 1, "Advertise"), (13, "handshake-step-closing", "{}"), Step(14, 1, "DealShares"),
            Step(20, 2, "Advertise"), Step(21, 2, "SendInputs"), (30, "contributions-closed", "{}"), (31, "round-certified", "{}"))!;

        Assert.Equal(
            [("training", 10), ("advertise", 4), ("deal-shares", 6), ("advertise", 1), ("send-inputs", 9), ("merging", 1)], Phases(round));
        Assert.Equal([null, 1, 1, 2, 2, null], round.Phases.Select(phase => phase.Attempt));
    }

    [Fact]
    public void A_round_is_abandoned_in_the_phase_in_which_it_was()
    {
        var round = Of(Opened, (60, "round-abandoned", """{"reason":"few"}"""))!;

        Assert.False(round.IsCertified);
        Assert.Equal([("training", 60)], Phases(round));
    }

    [Fact]
    public void A_round_that_goes_on_or_whose_beginning_is_gone_is_no_timeline()
    {
        Assert.Null(Of(Opened, (10, "cohort-fixed", "{}")));
        Assert.Null(Of((10, "cohort-fixed", "{}"), (11, "round-certified", "{}")));
        Assert.Null(RoundTimeline.Of([]));
    }

    private static IEnumerable<(string, int)> Phases(RoundTimeline round) =>
        round.Phases.Select(phase => (phase.Name, (int)(phase.To - phase.From).TotalSeconds));

    private static (int, string, string) Step(int at, int attempt, string step) =>
        (at, "handshake-step-opened", $$"""{"attempt":{{attempt}},"step":"{{step}}","expected":[]}""");

    private static RoundTimeline? Of(params (int At, string Name, string Payload)[] events) => RoundTimeline.Of(
    [
        .. events.Select((added, index) => new RecordedEvent(
            index + 1, "round/run/3", index + 1, added.Name, Start.AddSeconds(added.At), System.Text.Encoding.UTF8.GetBytes(added.Payload), default, default)),
    ]);
}
