using System.Globalization;
using System.Net;
using Tapestry.Client.Sdk;
using Tapestry.Client.Sdk.Http;
using Tapestry.Client.Tests.Sdk.Http;
using Tapestry.Grains.Interfaces.Errors;

namespace Tapestry.Client.Tests.Sdk.Events;

public sealed class EventFollowerTests
{
    private const string Refusal = "region.planted";

    [Fact]
    public async Task Each_connection_begins_after_the_last_event_that_came_whole()
    {
        var whole = Event(1) + Event(2);
        for (var cut = 0; cut <= whole.Length; cut++)
        {
            var handler = new ScriptedHandler(
                _ => Stream(whole[..cut]), request => Stream(After(request, 1, 2, 3)), _ => ScriptedHandler.Problem(HttpStatusCode.Forbidden, Refusal));

            var positions = await FollowAsync(handler);

            Assert.Equal([1, 2, 3], positions);
        }
    }

    [Fact]
    public async Task Events_that_a_silo_sends_again_are_not_shown_again()
    {
        var handler = new ScriptedHandler(
            _ => Stream(Event(1) + Event(2)), _ => Stream(Event(1) + Event(2) + Event(3)), _ => ScriptedHandler.Problem(HttpStatusCode.Forbidden, Refusal));

        Assert.Equal([1, 2, 3], await FollowAsync(handler));
        Assert.Equal(["0", "2", "3"], handler.LastEventIds);
    }

    [Fact]
    public async Task A_stream_with_garbage_counts_as_torn()
    {
        var handler = new ScriptedHandler(
            _ => Stream(Event(1) + "data: garbage\n\n" + Event(2)), request => Stream(After(request, 1, 2)),
            _ => ScriptedHandler.Problem(HttpStatusCode.Forbidden, Refusal));

        Assert.Equal([1, 2], await FollowAsync(handler));
    }

    [Fact]
    public async Task Signs_of_life_and_unknown_fields_are_no_events()
    {
        var handler = new ScriptedHandler(
            _ => Stream(":\n\nretry: 5\n\n" + Event(1) + ":\n\n"), _ => ScriptedHandler.Problem(HttpStatusCode.Forbidden, Refusal));

        Assert.Equal([1], await FollowAsync(handler));
    }

    [Fact]
    public async Task Streams_that_bring_nothing_are_failed_tries_and_given_up()
    {
        await using var client = Client(new ScriptedHandler(_ => Stream("")), giveUpAfter: TimeSpan.Zero);

        await Assert.ThrowsAsync<RegionUnavailableException>(async () =>
        {
            await foreach (var _ in client.WatchEventsAsync(null, 0))
            {
                Assert.Fail("There is no event.");
            }
        });
    }

    /// <summary>Follows until the script refuses.</summary>
    private static async Task<IReadOnlyList<long>> FollowAsync(ScriptedHandler handler)
    {
        await using var client = Client(handler, giveUpAfter: null);
        var positions = new List<long>();
        var refused = await Assert.ThrowsAnyAsync<TapestryException>(async () =>
        {
            await foreach (var happened in client.WatchEventsAsync(null, 0))
            {
                positions.Add(happened.Position);
            }
        });
        Assert.Equal(Refusal, refused.Code);
        return positions;
    }

    private static TapestryClient Client(ScriptedHandler handler, TimeSpan? giveUpAfter) => new(
        new RegionConnectionOptions
        {
            Silos = [new Uri("http://silo.example")], FirstDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1),
            GiveUpAfter = giveUpAfter,
        },
        TimeProvider.System, handler);

    private static HttpResponseMessage Stream(string text) => ScriptedHandler.Json(HttpStatusCode.OK, "text/event-stream", text);

    private static string After(HttpRequestMessage request, params int[] positions)
    {
        var last = int.Parse(request.Headers.GetValues("Last-Event-ID").Single(), CultureInfo.InvariantCulture);
        return string.Concat(positions.Where(position => position > last).Select(Event));
    }

    private static string Event(int position)
    {
        var hash = new string('0', 64);
        var shown = $$$"""{"position":{{{position}}},"stream":"run/a","sequence":{{{position}}},"name":"planted","recordedAt":"2030-01-01T00:00:00+00:00","payload":{"text":"a\nb"},"previousHash":"{{{hash}}}","hash":"{{{hash}}}"}""";
        return $"id: {position}\nevent: planted\ndata: {shown}\n\n";
    }
}
