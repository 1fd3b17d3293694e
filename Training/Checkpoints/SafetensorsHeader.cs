using System.Text.Json;

namespace Tapestry.Training.Checkpoints;

/// <summary>
/// The JSON header of a safetensors file. Parsing checks everything that later reads rely on: known types, shapes that
/// agree with byte ranges, and ranges that cover the data without gap or overlap.
/// </summary>
internal static class SafetensorsHeader
{
    internal static (IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata) Parse(
        ReadOnlyMemory<byte> json, long dataBytes)
    {
        using var document = ParseJson(json);
        var entries = new List<SafetensorsEntry>();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in Properties(document.RootElement))
        {
            if (property.Name == "__metadata__")
            {
                ReadMetadata(property.Value, metadata);
            }
            else
            {
                entries.Add(ReadEntry(property.Name, property.Value));
            }
        }

        entries.Sort((left, right) => (left.Begin, left.End).CompareTo((right.Begin, right.End)));
        CheckCoverage(entries, dataBytes);
        return (entries, metadata);
    }

    internal static byte[] Format(
        IEnumerable<SafetensorsEntry> entries, IReadOnlyDictionary<string, string> metadata)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("__metadata__");
            foreach (var (key, value) in metadata)
            {
                writer.WriteString(key, value);
            }

            writer.WriteEndObject();
            foreach (var entry in entries)
            {
                WriteEntry(writer, entry);
            }

            writer.WriteEndObject();
        }

        // Spaces bring the data to a multiple of 8 bytes, as the reference implementation does.
        while (buffer.Length % 8 != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    private static JsonDocument ParseJson(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
        }
        catch (JsonException error)
        {
            throw new SafetensorsException($"the header is not valid JSON ({error.Message})", error);
        }
    }

    private static JsonElement.ObjectEnumerator Properties(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
            ? element.EnumerateObject()
            : throw new SafetensorsException($"the header holds {element.ValueKind} where an object belongs");

    private static void ReadMetadata(JsonElement element, Dictionary<string, string> metadata)
    {
        foreach (var property in Properties(element))
        {
            metadata[property.Name] = property.Value.ValueKind == JsonValueKind.String
                ? property.Value.GetString()!
                : throw new SafetensorsException($"metadata \"{property.Name}\" is not a string");
        }
    }

    private static SafetensorsEntry ReadEntry(string name, JsonElement element)
    {
        string? type = null;
        long[]? shape = null, range = null;
        foreach (var property in Properties(element))
        {
            switch (property.Name)
            {
                case "dtype" when property.Value.ValueKind == JsonValueKind.String:
                    type = property.Value.GetString();
                    break;
                case "shape":
                    shape = ReadNumbers(name, property.Value);
                    break;
                case "data_offsets":
                    range = ReadNumbers(name, property.Value);
                    break;
                default:
                    throw new SafetensorsException($"tensor \"{name}\" has an unknown field \"{property.Name}\"");
            }
        }

        return Checked(name, type, shape, range);
    }

    private static SafetensorsEntry Checked(string name, string? type, long[]? shape, long[]? range)
    {
        if (type is null || shape is null || range is not [var begin, var end] || end < begin)
        {
            throw new SafetensorsException($"tensor \"{name}\" needs dtype, shape and two ascending data_offsets");
        }

        var stored = type switch
        {
            "F32" => SafetensorsType.F32,
            "BF16" => SafetensorsType.BF16,
            _ => throw new SafetensorsException($"tensor \"{name}\" has type {type}; F32 and BF16 are supported"),
        };
        var bytes = shape.Aggregate((Int128)SafetensorsFormat.BytesOf(stored), (product, size) => Multiply(name, product, size));
        return bytes == end - begin
            ? new SafetensorsEntry(name, stored, shape, begin, end)
            : throw new SafetensorsException(
                $"tensor \"{name}\" of shape [{string.Join(", ", shape)}] takes {bytes} bytes; its offsets span {end - begin}");
    }

    private static Int128 Multiply(string name, Int128 product, long size)
    {
        var result = product * size;
        return result <= long.MaxValue
            ? result
            : throw new SafetensorsException($"tensor \"{name}\" is larger than any file");
    }

    private static long[] ReadNumbers(string name, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() > 16)
        {
            throw new SafetensorsException($"tensor \"{name}\" has a shape or offsets that are no list of at most 16 numbers");
        }

        return [.. element.EnumerateArray().Select(item =>
            item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out var number) && number >= 0
                ? number
                : throw new SafetensorsException($"tensor \"{name}\" has {item.GetRawText()} where a whole number from 0 belongs"))];
    }

    private static void CheckCoverage(List<SafetensorsEntry> entries, long dataBytes)
    {
        long at = 0;
        foreach (var entry in entries)
        {
            if (entry.Begin != at)
            {
                throw new SafetensorsException($"tensor \"{entry.Name}\" begins at {entry.Begin}; {at} is next, without gap or overlap");
            }

            at = entry.End;
        }

        if (at != dataBytes)
        {
            throw new SafetensorsException($"the tensors take {at:N0} bytes; the file holds {dataBytes:N0}. It is cut short or has a tail");
        }
    }

    private static void WriteEntry(Utf8JsonWriter writer, SafetensorsEntry entry)
    {
        writer.WriteStartObject(entry.Name);
        writer.WriteString("dtype", entry.Type.ToString());
        writer.WriteStartArray("shape");
        foreach (var size in entry.Shape)
        {
            writer.WriteNumberValue(size);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("data_offsets");
        writer.WriteNumberValue(entry.Begin);
        writer.WriteNumberValue(entry.End);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
