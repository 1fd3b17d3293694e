using System.Net;
using Tapestry.Client.Sdk;
using Tapestry.Client.Sdk.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Testing;

namespace Tapestry.Client.Tests.Sdk.Http;

public sealed class RegionConnectionTests
{
    private static readonly Uri One = new("http://one.example");
    private static readonly Uri Two = new("http://two.example");
    private static readonly RunId Run = new("run");

    [Fact]
    public async Task A_silo_that_fails_is_left_for_the_next_at_once_and_stays_left()
    {
        var handler = new ScriptedHandler(_ => throw new HttpRequestException("planted"), _ => Refusal());
        await using var client = Client(handler, new ManualTimeProvider());

        await Assert.ThrowsAsync<RunException>(() => client.GetRunAsync(Run, default));
        await Assert.ThrowsAsync<RunException>(() => client.GetRunAsync(Run, default));

        Assert.Equal([One.Host, Two.Host, Two.Host], handler.Asked.Select(asked => asked.Host));
    }

    [Fact]
    public async Task Waits_double_up_to_the_longest_times_the_injected_jitter_and_no_less_than_asked()
    {
        var busy = new ScriptedHandler(
            [.. Enumerable.Repeat<Func<HttpRequestMessage, HttpResponseMessage>>(_ => throw new HttpRequestException("planted"), 10), _ => Busy(7), _ => Refusal()]);
        var clock = new ImpatientClock();
        await using var client = Client(busy, clock, jitter: () => 0.5);

        await Assert.ThrowsAsync<RunException>(() => client.GetRunAsync(Run, default));

        Assert.Equal([150, 150, 300, 300, 600, 600, 750, 750, 750, 7000], clock.Waits.Select(wait => wait.TotalMilliseconds));
    }

    [Fact]
    public async Task A_region_that_is_away_is_given_up_in_time_with_an_error_that_says_all()
    {
        var handler = new ScriptedHandler(_ => throw new HttpRequestException("planted"));
        await using var client = Client(handler, new ManualTimeProvider(), giveUpAfter: TimeSpan.Zero);

        var away = await Assert.ThrowsAsync<RegionUnavailableException>(() => client.GetRunAsync(Run, default));

        Assert.Equal("region.unavailable", away.Code);
        Assert.All((string[])["one.example", "two.example", "planted", "0 s"], part => Assert.Contains(part, away.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_not_a_region_is_named_and_not_tried_again()
    {
        var handler = new ScriptedHandler(
            _ => ScriptedHandler.Json(HttpStatusCode.OK, "text/html", "<html>"), _ => ScriptedHandler.Json(HttpStatusCode.NotFound, "text/html", "no"));
        await using var client = Client(handler, new ManualTimeProvider());

        Assert.Equal("region.unknown-answer", (await Assert.ThrowsAsync<RegionRefusedException>(() => client.GetRunAsync(Run, default))).Code);
        Assert.Equal("region.unknown-answer", (await Assert.ThrowsAsync<RegionRefusedException>(() => client.GetRunAsync(Run, default))).Code);
        Assert.Equal(2, handler.Asked.Count);
    }

    [Fact]
    public async Task A_call_that_waits_ends_when_it_is_cancelled()
    {
        var handler = new ScriptedHandler(_ => throw new HttpRequestException("planted"));
        await using var client = Client(handler, new ManualTimeProvider());
        using var stop = new CancellationTokenSource();
        var call = client.GetRunAsync(Run, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private static TapestryClient Client(
        ScriptedHandler handler, TimeProvider clock, Func<double>? jitter = null, TimeSpan? giveUpAfter = null) => new(
        new RegionConnectionOptions
        {
            Silos = [One, Two], FirstDelay = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromSeconds(1),
            Jitter = jitter, GiveUpAfter = giveUpAfter,
        },
        clock, handler);

    private static HttpResponseMessage Refusal() => ScriptedHandler.Problem(HttpStatusCode.NotFound, RunException.NotFound);

    private static HttpResponseMessage Busy(int seconds)
    {
        var busy = ScriptedHandler.Problem(HttpStatusCode.TooManyRequests, "request.too-many");
        busy.Headers.RetryAfter = new System.Net.Http.Headers.RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds));
        return busy;
    }

    /// <summary>Notes every wait and lets none last; the limits of requests are longer than any wait.</summary>
    private sealed class ImpatientClock : TimeProvider
    {
        public List<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime >= TimeSpan.FromSeconds(50))
            {
                return base.CreateTimer(callback, state, dueTime, period);
            }

            Waits.Add(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
