using System.Threading.Channels;
using Tapestry.Client.Site.Policy;
using Tapestry.Client.Tests.Site.Fixtures;
using Tapestry.Grains.Interfaces.Gateway;

namespace Tapestry.Client.Tests.Site.Agent;

public sealed class SiteHoursTests : IDisposable
{
    /// <summary>Longest that a test waits for what must come.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly AgentFixture fixture = new();

    private readonly Channel<string> waits = Channel.CreateUnbounded<string>();

    public SiteHoursTests()
    {
        fixture.Options = fixture.Options with
        {
            Policy = new SitePolicy { Hours = new TrainingHours(new TimeOnly(8, 0), new TimeOnly(10, 0), TimeZoneInfo.Utc) },
        };
        fixture.OnNote = note => _ = note.StartsWith("outside", StringComparison.Ordinal) && waits.Writer.TryWrite(note);
    }

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task Nothing_is_trained_before_the_hours_begin_and_the_ticket_is_asked_for_again_then()
    {
        var began = new List<TimeOnly>();
        fixture.AfterStep = _ => began.Add(TimeOnly.FromDateTime(fixture.Clock.GetUtcNow().UtcDateTime));

        await RunAsync(8);

        Assert.Equal([0, 1, 2, 3], fixture.Steps);
        Assert.All(began, time => Assert.Equal(new TimeOnly(8, 0), time));
        Assert.Equal(["TicketQuery", "TicketQuery", "BlobQuery"], fixture.Region.Received.Skip(1).Take(3).Select(message => message.GetType().Name));
        Assert.Empty(fixture.Region.Sent<TicketRefusal>());
        Assert.Equal(["outside its hours, 08:00-10:00 UTC: it waits for them"], fixture.Notes);
    }

    [Fact]
    public async Task A_phase_that_the_end_of_the_hours_cuts_is_given_up_and_its_round_refused_with_the_reason()
    {
        fixture.AfterStep = step => fixture.Clock.Advance(step == 0 ? TimeSpan.FromHours(3) : TimeSpan.Zero);

        await RunAsync(8, 21);

        var refusal = fixture.Region.Sent<TicketRefusal>().Single();
        Assert.Equal((1, "The member trains 08:00-10:00 UTC only and its hours ended during the phase."), (refusal.Round.Number, refusal.Reason));
        Assert.Equal([0, 2, 3], fixture.Steps);
        Assert.All(fixture.Region.Sent<ReadyReport>(), report => Assert.Equal(2, report.Round.Number));
        Assert.Equal(2, fixture.Clock.GetUtcNow().Day);
        Assert.Contains($"round 1 refused: {refusal.Reason}", fixture.Notes);
    }

    [Fact]
    public async Task What_was_trained_within_the_hours_is_handed_in_after_them()
    {
        fixture.Region.Before = message =>
        {
            if (message is ReadyReport { Round.Number: 1 })
            {
                fixture.Clock.Advance(TimeSpan.FromHours(5));
            }
        };

        await RunAsync(8, 19);

        Assert.Equal(3, fixture.Region.Sent<ContributionUpload>().Count(upload => upload.Round.Number == 1));
        Assert.Empty(fixture.Region.Sent<TicketRefusal>());
    }

    /// <summary>Runs the agent and, each time that it waits, moves the clock by so many hours.</summary>
    private async Task RunAsync(params int[] hours)
    {
        var run = Task.Run(fixture.RunAsync);
        foreach (var wait in hours)
        {
            await waits.Reader.ReadAsync().AsTask().WaitAsync(Patience);
            for (var hour = 0; hour < wait; hour++)
            {
                await fixture.Clock.WaitForTimersAsync().WaitAsync(Patience);
                fixture.Clock.Advance(TimeSpan.FromHours(1));
            }
        }

        await run.WaitAsync(Patience);
    }
}
