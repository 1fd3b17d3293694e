using System.Diagnostics;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Silo.Telemetry;
using Tapestry.Silo.Tests.Fixtures;
using Tapestry.Silo.Tests.SecureRounds;
using Tapestry.Testing;

namespace Tapestry.Silo.Tests.Telemetry;

[Collection(ListensToProcess.Name)]
public sealed class RegionTelemetryTests
{
    private const string PhaseDuration = "tapestry.round.phase.duration";

    [Fact]
    public async Task An_ended_round_tells_its_phases_once_and_as_one_trace()
    {
        using var recorder = new TelemetryRecorder(SiloTelemetry.Name);
        await using var fixture = await RegionFixture.StartAsync();
        fixture.Clock.Advance(TimeSpan.FromSeconds(20));
        var ticket = await fixture.ReadyAsync();
        fixture.Clock.Advance(TimeSpan.FromSeconds(7));
        await fixture.SendAllAsync(ticket);
        await fixture.RunUntilEndedAsync(1);

        Assert.Equal(
            [("training", 20), ("contributing", 7), ("merging", 0)],
            recorder.Of(PhaseDuration).Select(phase => (phase[SiloTelemetry.Phase], phase.Value)));
        var duration = Assert.Single(recorder.Of("tapestry.round.duration"));
        Assert.Equal((27, "run", "certified"), (duration.Value, duration[SiloTelemetry.Run], duration[SiloTelemetry.RoundResult]));

        var spans = recorder.Spans;
        Assert.Equal(["phase training", "phase contributing", "phase merging", "round"], spans.Select(span => span.DisplayName));
        var root = spans[^1];
        Assert.Equal((default, TimeSpan.FromSeconds(27)), (root.ParentSpanId, root.Duration));
        Assert.All(spans, span => Assert.Equal(RoundTrace.Of(TicketDigest.Of(ticket)).TraceId, span.TraceId));
        Assert.All(spans.SkipLast(1), phase => Assert.Equal(root.SpanId, phase.ParentSpanId));
        Assert.Equal(TimeSpan.FromSeconds(7), spans[1].Duration);
    }

    [Fact]
    public async Task An_abandoned_round_tells_no_reason()
    {
        using var recorder = new TelemetryRecorder(SiloTelemetry.Name);
        await using var fixture = await RegionFixture.StartAsync();
        fixture.Clock.Advance(TimeSpan.FromMinutes(10));
        await fixture.RunUntilEndedAsync(1);

        Assert.Equal("abandoned", Assert.Single(recorder.Of("tapestry.round.duration"))[SiloTelemetry.RoundResult]);
        var round = recorder.Spans[^1];
        Assert.Equal(("round", ActivityStatusCode.Error, null), (round.DisplayName, round.Status, round.StatusDescription));
        Assert.Equal(
            new[] { SiloTelemetry.Run, SiloTelemetry.Round, SiloTelemetry.RoundResult }, round.TagObjects.Select(tag => tag.Key));
    }

    [Fact]
    public async Task A_secure_round_tells_the_steps_of_its_handshake()
    {
        using var recorder = new TelemetryRecorder(SiloTelemetry.Name);
        var plan = new SecureAggregationPlan
        {
            BitsPerCoordinate = 12, ClipNorm = 10, StepDeadline = TimeSpan.FromMinutes(2), MaximumAttempts = 1,
        };
        await using var scene = await SecureScene.StartAsync(plan, digest => digest);
        await StepAsync(scene, SecureStep.DealShares);
        await StepAsync(scene, SecureStep.SendInputs);
        await StepAsync(scene, SecureStep.SignSurvivors);
        await StepAsync(scene, SecureStep.Unmask);
        await scene.ToMergingAsync();
        await scene.Fixture.RunUntilEndedAsync(1);

        Assert.Equal(
            [("advertise", 3), ("deal-shares", 3), ("send-inputs", 3), ("sign-survivors", 3), ("unmask", 0), ("merging", 0)],
            recorder.Of(PhaseDuration).Skip(1).Select(phase => (phase[SiloTelemetry.Phase], phase.Value)));
    }

    [Fact]
    public async Task Contributions_count_once_when_taken_and_by_code_when_refused()
    {
        using var recorder = new TelemetryRecorder(SiloTelemetry.Name);
        await using var fixture = await RegionFixture.StartAsync();
        var ticket = await fixture.ReadyAsync();
        var upload = SiloConsortium.Upload(SiloConsortium.Sites[0], ticket.Round, 0);
        await fixture.Gateway.UploadAsync(upload, default);
        await fixture.Gateway.UploadAsync(upload, default);
        await Assert.ThrowsAsync<RoundException>(() => fixture.Gateway.UploadAsync(upload with { Shard = 9 }, default));

        Assert.Equal(
            [("accepted", null), ("refused", RoundException.NoSuchShard)],
            recorder.Of("tapestry.contributions").Select(one => (one[SiloTelemetry.ContributionResult], one[SiloTelemetry.ErrorType])));
        Assert.Equal(upload.Frame.Length, Assert.Single(recorder.Of("tapestry.contribution.size")).Value);
    }

    private static async Task StepAsync(SecureScene scene, SecureStep next)
    {
        scene.Fixture.Clock.Advance(TimeSpan.FromSeconds(3));
        await scene.ToAsync(next);
    }
}
