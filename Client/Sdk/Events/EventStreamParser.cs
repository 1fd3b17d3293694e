using System.Text;
using System.Text.Json;
using Tapestry.Grains.Interfaces.Http;

namespace Tapestry.Client.Sdk.Events;

/// <summary>Reads the region's events from the lines of a stream of server-sent events (WHATWG HTML, section 9.2.6).</summary>
internal sealed class EventStreamParser
{
    private readonly StringBuilder data = new();

    /// <summary>Takes a line.</summary>
    /// <returns>The event that the line ends; null when it ends none.</returns>
    /// <exception cref="IOException">The data is no event: the stream is damaged.</exception>
    public EventView? Take(string line)
    {
        const string field = "data:";
        if (line.StartsWith(field, StringComparison.Ordinal))
        {
            data.Append(data.Length == 0 ? "" : "\n").Append(line.AsSpan(field.Length).TrimStart(' '));
            return null;
        }

        if (line.Length > 0 || data.Length == 0)
        {
            return null;
        }

        var text = data.ToString();
        data.Clear();
        try
        {
            return JsonSerializer.Deserialize(text, ApiJson.Default.EventView);
        }
        catch (JsonException damaged)
        {
            throw new IOException($"The stream of events holds something else: {damaged.Message}", damaged);
        }
    }
}
