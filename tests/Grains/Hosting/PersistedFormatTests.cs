using System.Text.Json;
using System.Text.Json.Serialization;
using Tapestry.Grains.Hosting;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Grains.Tests.Hosting;

/// <summary>What stands in databases stays readable: a change of these bytes needs a new state version.</summary>
public sealed class PersistedFormatTests
{
    private static readonly string[] Golden = [.. Read("persisted.v2.txt"), .. Read("secure.v2.txt")];

    private static readonly IReadOnlyList<object> Samples = [.. PersistedSamples.All, .. SecureSamples.All];

    [Fact]
    public void Every_persisted_type_has_a_sample()
    {
        var persisted = typeof(GrainsJson).GetCustomAttributesData()
            .Where(attribute => attribute.AttributeType == typeof(JsonSerializableAttribute))
            .Select(attribute => (Type)attribute.ConstructorArguments[0].Value!)
            .Where(type => type != typeof(RunDefinition)); // Part of two others.

        Assert.Equal(
            persisted.Select(type => type.Name).Order(StringComparer.Ordinal),
            Samples.Select(sample => sample.GetType().Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void States_events_and_jobs_have_their_pinned_form()
    {
        var written = Samples.Select(Write).ToArray();

        Assert.True(Golden.SequenceEqual(written), $"The persisted format has changed. It is now:\n{string.Join('\n', written)}");
    }

    [Fact]
    public void What_was_written_is_read_and_written_the_same() => Assert.All(
        Samples.Zip(Golden), pair => Assert.Equal(pair.Second, Write(Read(pair.First.GetType(), pair.Second))));

    [Fact]
    public void A_tickets_digest_is_pinned() => Assert.Equal(
        "a98df05af98c971459a596c15f96a1d4820bec3e4dd1c63aad1095caffee5790", TicketDigest.Of(PersistedSamples.Ticket).Value);

    private static string[] Read(string name) => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Hosting", "Golden", name));

    private static string Write(object sample) =>
        $"{sample.GetType().Name} {JsonSerializer.Serialize(sample, GrainsJson.Default.GetTypeInfo(sample.GetType())!)}";

    private static object Read(Type type, string line) =>
        JsonSerializer.Deserialize(line[(type.Name.Length + 1)..], GrainsJson.Default.GetTypeInfo(type)!)!;
}
