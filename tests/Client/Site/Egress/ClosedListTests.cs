using System.Net.Sockets;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tapestry.Client.Sdk.Http;
using Tapestry.Client.Site.Egress;
using Tapestry.Client.Site.Remote;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Serialization;

namespace Tapestry.Client.Tests.Site.Egress;

/// <summary>What may leave a site is a closed list, and its form on the wire is pinned.</summary>
public sealed class ClosedListTests
{
    private static readonly Type[] Listed =
        [.. typeof(SiteMessage).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(listed => listed.DerivedType)];

    [Fact]
    public void Nothing_but_a_site_message_goes_through_the_gateway() => Assert.Empty(Strangers(typeof(ISiteGateway)));

    [Fact]
    public void A_parameter_that_is_no_site_message_is_caught() => Assert.Equal(["text"], Strangers(typeof(ILeakyGateway)));

    [Fact]
    public void Every_message_is_on_the_list_and_sealed()
    {
        var messages = typeof(SiteMessage).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(SiteMessage))).ToArray();

        Assert.Equal(messages.OrderBy(type => type.Name), Listed.OrderBy(type => type.Name));
        Assert.All(messages, type => Assert.True(type.IsSealed, type.Name));
    }

    [Fact]
    public void No_other_assembly_can_add_to_the_list() => Assert.All(
        typeof(SiteMessage).GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(constructor => constructor.GetParameters().Length == 0),
        constructor => Assert.True(constructor.IsFamilyAndAssembly));

    [Fact]
    public void The_journaling_gateway_is_the_agents_only_way_out()
    {
        var types = typeof(EgressJournal).Assembly.GetTypes();
        var gateways = types.Where(type => type.IsAssignableTo(typeof(ISiteGateway))).OrderBy(type => type.Name);

        Assert.Equal([typeof(JournalingGateway), typeof(RemoteGateway)], gateways);
        Assert.Empty(types.Where(type => type.Namespace != typeof(RemoteGateway).Namespace).SelectMany(WaysOut));
    }

    [Fact]
    public void A_planted_way_past_the_journal_is_caught() => Assert.Single(WaysOut(typeof(Leak)));

    [Fact]
    public void Every_message_has_its_pinned_form()
    {
        var golden = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Site", "Egress", "Golden", "messages.v1.jsonl"));
        var written = SiteMessages.All.Select(message => JsonSerializer.Serialize(message, ContractJson.Default.SiteMessage)).ToArray();

        Assert.Equal(Listed, SiteMessages.All.Select(message => message.GetType()));
        Assert.True(golden.SequenceEqual(written), $"The wire format has changed. It is now:\n{string.Join('\n', written)}");
        Assert.Equal(golden, golden.Select(line => JsonSerializer.Serialize(
            JsonSerializer.Deserialize(line, ContractJson.Default.SiteMessage)!, ContractJson.Default.SiteMessage)));
    }

    [Theory]
    [InlineData("""{"type":"training-text","site":"alpha"}""")]
    [InlineData("""{"type":"cohort-query","site":"alpha","round":"run/1","note":"secret"}""")]
    [InlineData("""{"site":"alpha"}""")]
    public void What_is_not_on_the_list_is_not_read(string json) => Assert.ThrowsAny<Exception>(
        () => JsonSerializer.Deserialize(json, ContractJson.Default.SiteMessage));

    private static IEnumerable<string> Strangers(Type gateway) => gateway.GetMethods()
        .SelectMany(method => method.GetParameters())
        .Where(parameter => parameter.ParameterType != typeof(CancellationToken) && !Listed.Contains(parameter.ParameterType))
        .Select(parameter => parameter.Name!);

    /// <summary>Fields that could carry something out without the journal; only the transport under it may have them.</summary>
    private static IEnumerable<string> WaysOut(Type type) => type
        .GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Where(field => field.FieldType == typeof(RemoteGateway) || field.FieldType == typeof(RegionConnection)
            || field.FieldType.IsAssignableTo(typeof(HttpMessageInvoker)) || field.FieldType.IsAssignableTo(typeof(Socket)))
        .Select(field => field.Name);

    private sealed class Leak
    {
        public HttpClient? Hidden { get; set; }
    }

    private interface ILeakyGateway
    {
        Task SendAsync(CohortQuery message, string text, CancellationToken cancellationToken);
    }
}
