using System.Text.Json;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Silo.Tests.Fixtures;
using Tapestry.Testing;

namespace Tapestry.Silo.Tests.Http;

public sealed class EventTests
{
    [Fact]
    public async Task A_follower_that_comes_back_with_its_last_id_loses_none_and_gets_none_twice()
    {
        await using var api = await ApiFixture.StartAsync();
        var followed = new List<long>();
        var wanted = 3;
        while (true)
        {
            followed.AddRange(await FollowAsync(api, followed.Count == 0 ? null : followed[^1], wanted));
            if (followed.Count >= 12)
            {
                break;
            }

            // What commits between two connections is not lost.
            await api.Region.Gateway.RegisterAsync(SiloConsortium.Registration(SiloConsortium.Sites[followed.Count / wanted % 3]) with
            {
                Dataset = SiloConsortium.Registration(SiloConsortium.Sites[0]).Dataset with { Name = $"set-{followed.Count}" },
            }, default);
        }

        var all = (await api.Region.Region.Events.ReadAsync(null, 0, 1000)).Select(recorded => recorded.Position);
        Assert.Equal(all.Take(followed.Count), followed);
    }

    [Fact]
    public async Task A_silent_stream_shows_that_it_lives()
    {
        await using var api = await ApiFixture.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/events?after=1000000");
        using var response = await api.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        await api.Region.Clock.WaitForTimersAsync();

        api.Region.Clock.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(":", await lines.ReadLineAsync().InTimeAsync());
    }

    [Fact]
    public async Task Pages_hold_the_events_of_a_stream_with_their_hashes()
    {
        await using var api = await ApiFixture.StartAsync();

        var json = await api.Http.GetStringAsync("/v1/audit/events?stream=consortium/&limit=2");
        var page = JsonSerializer.Deserialize(json, ApiJson.Default.EventPage)!;

        Assert.Equal(["consortium-founded", "member-admitted"], page.Events.Select(shown => shown.Name));
        Assert.Equal(page.Events[0].Hash, page.Events[1].PreviousHash);
    }

    private static async Task<IReadOnlyList<long>> FollowAsync(ApiFixture api, long? last, int count)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/events");
        if (last is { } id)
        {
            request.Headers.Add("Last-Event-ID", id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        using var response = await api.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        var ids = new List<long>();
        while (ids.Count < count)
        {
            var line = await lines.ReadLineAsync().InTimeAsync();
            if (line!.StartsWith("data: ", StringComparison.Ordinal))
            {
                ids.Add(JsonSerializer.Deserialize(line[6..], ApiJson.Default.EventView)!.Position);
            }
        }

        return ids;
    }
}
