using Tapestry.Client.Tests.Site.Fixtures;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Secure;

namespace Tapestry.Client.Tests.Site.SecureRounds;

/// <summary>Whatever ends and starts again, wherever: nothing is answered twice or differently, and the base is the same.</summary>
public sealed class SecureRestartTests
{
    private const int Sites = 3;

    private static readonly Lazy<Task<Sha256Digest>> Undisturbed = new(async () =>
    {
        await using var fixture = await SecureFixture.StartAsync(Sites);
        return (await fixture.CompleteAsync()).Base.Digest();
    });

    public static TheoryData<SecureStep, bool> Steps
    {
        get
        {
            var data = new TheoryData<SecureStep, bool>();
            foreach (var step in Enum.GetValues<SecureStep>().Except([SecureStep.RevealNonces]))
            {
                data.Add(step, false);
                data.Add(step, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_site_that_crashes_around_its_answer_answers_the_same_again(SecureStep step, bool wasSent)
    {
        await using var fixture = await SecureFixture.StartAsync(Sites);
        var answers = new List<Sha256Digest>();
        var crashes = 0;
        fixture.Watch = (site, gateway) =>
        {
            gateway.Before = message => Note(message, isNow: !wasSent);
            gateway.After = message => Note(message, isNow: wasSent);

            void Note(SiteMessage message, bool isNow)
            {
                if (isNow && site == fixture.Sites[1] && message is ProtocolAnswer answer && answer.Step == step)
                {
                    answers.Add(answer.Digest);
                    if (crashes++ == 0)
                    {
                        throw new PlantedCrashException();
                    }
                }
            }
        };

        var run = await fixture.CompleteAsync();

        Assert.Single(answers.Distinct());
        Assert.Equal((wasSent ? 1 : 2, 1), (answers.Count, run.LatestRound));
        Assert.Equal(await Undisturbed.Value, run.Base.Digest());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task A_site_that_crashes_between_two_uploads_uploads_the_same_again(int frame)
    {
        await using var fixture = await SecureFixture.StartAsync(Sites);
        var uploads = new List<Sha256Digest>();
        fixture.Watch = (site, gateway) => gateway.After = message =>
        {
            if (site == fixture.Sites[0] && message is ContributionUpload upload && upload.Shard == frame)
            {
                uploads.Add(upload.Digest);
                if (uploads.Count == 1)
                {
                    throw new PlantedCrashException();
                }
            }
        };

        var run = await fixture.CompleteAsync();

        Assert.Equal(2, uploads.Count);
        Assert.Single(uploads.Distinct());
        Assert.Equal(await Undisturbed.Value, run.Base.Digest());
    }

    [Fact]
    public async Task Region_and_sites_that_stop_after_any_event_go_on_to_the_same_base()
    {
        var stops = 0;
        for (var after = 10; ; after++)
        {
            await using var fixture = await SecureFixture.StartAsync(Sites);
            var stopped = await StopAfterAsync(fixture, after);
            if (!stopped)
            {
                break;
            }

            stops++;
            await fixture.Region.DisposeAsync();
            await fixture.OpenAsync();
            var run = await fixture.CompleteAsync();
            Assert.True(
                (RunPhase.Completed, 1, await Undisturbed.Value) == (run.Phase, run.LatestRound, run.Base.Digest()), $"stopped after event {after}");
        }

        Assert.InRange(stops, 15, 200);
    }

    /// <summary>Stops everything as soon as so many events stand; false when the run ends before.</summary>
    private static async Task<bool> StopAfterAsync(SecureFixture fixture, int events)
    {
        using var stop = new CancellationTokenSource();
        var running = fixture.RunAsync(stop.Token);
        await foreach (var recorded in fixture.Region.Events.WatchAsync(null, 0, stop.Token))
        {
            if (recorded.Name == "run-ended")
            {
                await running;
                return false;
            }

            if (recorded.Position >= events)
            {
                break;
            }
        }

        await stop.CancelAsync();
        await running;
        return (await fixture.Run.GetAsync()).Phase == RunPhase.Running;
    }
}
