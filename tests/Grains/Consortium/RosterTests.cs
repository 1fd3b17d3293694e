using System.Text.Json;
using Tapestry.Grains.Consortium;
using Tapestry.Grains.Hosting;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Tests.Fixtures;

namespace Tapestry.Grains.Tests.Consortium;

/// <summary>Roles and removals.</summary>
public sealed class RosterTests
{
    [Fact]
    public async Task The_last_operator_cannot_be_removed()
    {
        await using var region = await FoundAsync();
        await region.Consortium.AdmitAsync(Member("one", MemberRole.Operator));

        var refused = await Assert.ThrowsAsync<ConsortiumException>(() => region.Consortium.RemoveAsync(new SiteId("one")));
        Assert.Equal(ConsortiumException.LastOperator, refused.Code);

        await region.Consortium.AdmitAsync(Member("two", MemberRole.Operator));
        await region.Consortium.RemoveAsync(new SiteId("one"));
        Assert.Equal([Member("two", MemberRole.Operator)], (await region.Consortium.GetAsync()).Members);
    }

    [Fact]
    public async Task A_removed_name_is_remembered_until_it_is_admitted_again()
    {
        await using var region = await FoundAsync();
        Assert.Null((await region.Consortium.GetAsync()).Removed);
        foreach (var name in (string[])["a", "b"])
        {
            await region.Consortium.AdmitAsync(Member(name, MemberRole.Site));
            await region.Consortium.RemoveAsync(new SiteId(name));
        }

        Assert.Equal([new SiteId("a"), new SiteId("b")], (await region.Consortium.GetAsync()).Removed);
        await region.Consortium.AdmitAsync(Member("a", MemberRole.Auditor));
        Assert.Equal([new SiteId("b")], (await region.Consortium.GetAsync()).Removed);
    }

    [Fact]
    public void The_form_in_the_database_is_pinned()
    {
        var state = new ConsortiumState { Members = [Member("a", MemberRole.Auditor), Member("s", MemberRole.Site)], Removed = [new SiteId("b")] };

        Assert.Equal(
            """{"members":[{"site":"a","displayName":"a","role":"auditor"},{"site":"s","displayName":"s"}],"removed":["b"]}""",
            JsonSerializer.Serialize(state, GrainsJson.Default.ConsortiumState));
        Assert.Equal(["Site=0", "Operator=1", "Auditor=2"], Enum.GetValues<MemberRole>().Select(role => $"{role}={(int)role}"));
    }

    private static async Task<TestRegion> FoundAsync()
    {
        var region = await TestRegion.CreateAsync();
        await region.Consortium.FoundAsync(new CharterPolicy());
        return region;
    }

    private static Member Member(string name, MemberRole role) => new() { Site = new SiteId(name), DisplayName = name, Role = role };
}
