using System.Text.Json;
using System.Text.Json.Nodes;
using Tapestry.Silo.Verification;

namespace Tapestry.Client.Cli.Verification;

/// <summary>A verdict in words, and as JSON.</summary>
internal static class VerdictText
{
    public static string Sentence(RoundVerdict verdict) => verdict.Difference is { } difference
        ? $"Round '{verdict.Round}' differs: shard {difference.Shard}'s {difference.What} is certified as "
            + $"{difference.Certified?.Value ?? "nothing"}; its merge gives {difference.Recomputed}."
        : $"Round '{verdict.Round}' is equal: {verdict.Shards} shards, merged again, have the certified bytes.";

    public static string Json(RoundVerdict verdict)
    {
        var json = new JsonObject { ["round"] = verdict.Round.Value, ["equal"] = verdict.IsEqual, ["shards"] = verdict.Shards };
        if (verdict.Difference is { } difference)
        {
            json["difference"] = new JsonObject
            {
                ["shard"] = difference.Shard,
                ["what"] = difference.What,
                ["certified"] = difference.Certified?.Value,
                ["recomputed"] = difference.Recomputed.Value,
            };
        }

        return json.ToJsonString(JsonSerializerOptions.Web);
    }
}
