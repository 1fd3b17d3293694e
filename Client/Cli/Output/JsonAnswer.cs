using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tapestry.Client.Cli.Output;

/// <summary>What <c>--json</c> prints: one line, <c>{"version":1,"NAME":...}</c>, with the fields of the API's own types.</summary>
internal static class JsonAnswer
{
    /// <summary>Version of all answers; a change that breaks a reader adds one.</summary>
    public const int Version = 1;

    public static string Of<T>(string name, T value, JsonTypeInfo<T> json) => Write(name, writer => JsonSerializer.Serialize(writer, value, json));

    public static string ListOf<T>(string name, IEnumerable<T> values, JsonTypeInfo<T> json) => Write(name, writer =>
    {
        writer.WriteStartArray();
        foreach (var value in values)
        {
            JsonSerializer.Serialize(writer, value, json);
        }

        writer.WriteEndArray();
    });

    private static string Write(string name, Action<Utf8JsonWriter> value)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", Version);
            writer.WritePropertyName(name);
            value(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
