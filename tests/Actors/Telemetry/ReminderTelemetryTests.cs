using Tapestry.Actors.Telemetry;
using Tapestry.Actors.Tests.Backends;
using Tapestry.Actors.Tests.Hosting;
using Tapestry.Actors.Tests.Model;
using Tapestry.Testing;

namespace Tapestry.Actors.Tests.Telemetry;

[Collection(ListensToProcess.Name)]
public sealed class ReminderTelemetryTests
{
    [Fact]
    public async Task Deliveries_are_counted_by_outcome_and_lateness_is_timed()
    {
        using var recorder = new TelemetryRecorder(ActorsTelemetry.Name);
        await using var fixture = await HostFixture<SqliteBackend>.CreateAsync();
        var alarm = fixture.Host.GetGrain<IAlarm>("a");
        await alarm.SetAsync("wake", fixture.Clock.GetUtcNow(), null);
        await alarm.SetAsync("fail", fixture.Clock.GetUtcNow(), null);
        fixture.Clock.Advance(TimeSpan.FromSeconds(4));

        await new ReminderPump(fixture.Host).RunDueRemindersAsync();

        Assert.Equal(
            ["delivered", "failed"],
            recorder.Of("tapestry.reminder.deliveries").Select(delivery => delivery[ActorsTelemetry.ReminderResult]).Order(StringComparer.Ordinal));
        var late = Assert.Single(recorder.Of("tapestry.reminder.delay"));
        Assert.Equal((4, "alarm"), (late.Value, late[ActorsTelemetry.GrainType]));
    }
}
