using System.Text.Json;
using Tapestry.Client.Cli.Audit;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Catalog;
using Tapestry.Silo.Tests.Fixtures;

namespace Tapestry.Client.Tests.Cli.Audit;

public sealed class ChainVerdictTests
{
    public static TheoryData<string, Func<EventView, EventView>> Changes => new()
    {
        { "payload", happened => happened with { Payload = JsonDocument.Parse("{}").RootElement } },
        { "name", happened => happened with { Name = "planted" } },
        { "time", happened => happened with { RecordedAt = happened.RecordedAt.AddSeconds(1) } },
        { "hash", happened => happened with { Hash = Sha256Digest.Of([1]) } },
        { "previous hash", happened => happened with { PreviousHash = Sha256Digest.Of([1]) } },
        { "sequence", happened => happened with { Sequence = happened.Sequence + 1 } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Any_change_to_any_event_breaks_the_chain_there(string what, Func<EventView, EventView> change)
    {
        await using var region = await RegionFixture.StartAsync();
        var events = (await region.Region.Events.ReadAsync(null, 0, 1000)).Select(EventViews.Of).ToArray();
        Assert.Null((await ChainVerdict.OfAsync(events.ToAsyncEnumerable())).Break);
        for (var index = 0; index < events.Length; index++)
        {
            var changed = events.ToArray();
            changed[index] = change(changed[index]);

            var verdict = await ChainVerdict.OfAsync(changed.ToAsyncEnumerable());

            Assert.True(verdict.Events == index + 1 && verdict.Break is not null, $"{what} of event {index}: {verdict}");
        }
    }

    [Fact]
    public async Task An_event_that_is_left_out_breaks_the_chain_at_the_next_of_its_stream()
    {
        await using var region = await RegionFixture.StartAsync();
        var events = (await region.Region.Events.ReadAsync("consortium/", 0, 1000)).Select(EventViews.Of).ToArray();

        var verdict = await ChainVerdict.OfAsync(events.Where(happened => happened.Sequence != 2).ToAsyncEnumerable());

        Assert.Contains("expected sequence 2", verdict.Break, StringComparison.Ordinal);
    }
}
