using System.Text.Json;
using System.Text.Json.Nodes;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Serialization;

namespace Tapestry.Silo.Verification;

/// <summary>Evidence as UTF-8 JSON with a version: <c>{"version":1,"evidence":{...}}</c>.</summary>
public static class EvidenceFile
{
    /// <summary>The version written; others are refused.</summary>
    public const int Version = 1;

    private const string VersionField = "version";
    private const string EvidenceField = "evidence";

    /// <summary>Writes evidence.</summary>
    public static byte[] Write(RoundEvidence evidence) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        [VersionField] = Version,
        [EvidenceField] = JsonSerializer.SerializeToNode(evidence, ContractJson.Default.RoundEvidence),
    });

    /// <summary>Reads evidence; what it says is not checked.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="place">Where it is, for messages.</param>
    /// <exception cref="EvidenceFormatException">Damaged, or of another version.</exception>
    public static RoundEvidence Read(ReadOnlySpan<byte> bytes, string place)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes);
            var file = JsonNode.Parse(ref reader) as JsonObject;
            var version = (int?)file?[VersionField];
            return version == Version
                ? file![EvidenceField].Deserialize(ContractJson.Default.RoundEvidence) ?? throw new JsonException("it holds nothing.")
                : throw new EvidenceFormatException(place, $"its version is {version?.ToString() ?? "missing"}; this program reads {Version}.");
        }
        catch (Exception damaged) when (damaged is JsonException or InvalidOperationException or FormatException)
        {
            throw new EvidenceFormatException(place, damaged.Message, damaged);
        }
    }
}
