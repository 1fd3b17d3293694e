using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tapestry.Training.Models;

/// <summary>Reads and writes <c>config.json</c> as Hugging Face's <c>LlamaForCausalLM</c> does.</summary>
public static class ModelConfigFile
{
    /// <summary>Largest file read.</summary>
    public const int MaxBytes = 1 << 20;

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <summary>Reads and validates a configuration; fields that the trainer does not know are ignored.</summary>
    /// <exception cref="ModelConfigException">The file is not JSON, misses a field, or asks for what the trainer lacks.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ModelConfig Load(string path)
    {
        var length = new FileInfo(path).Length;
        if (length > MaxBytes)
        {
            throw new ModelConfigException($"{path} has {length:N0} bytes; a configuration has at most {MaxBytes:N0}.");
        }

        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ModelConfigException)
        {
            throw new ModelConfigException($"{path}: {error.Message}", error);
        }
    }

    /// <summary>The file's text for a configuration.</summary>
    public static string Format(ModelConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var document = new JsonObject
        {
            ["architectures"] = new JsonArray("LlamaForCausalLM"),
            ["model_type"] = "llama",
            ["hidden_act"] = "silu",
            ["attention_bias"] = false,
            ["mlp_bias"] = false,
            ["head_dim"] = config.HeadDim,
            ["initializer_range"] = 0.02,
            ["torch_dtype"] = "float32",
        };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(config)!.AsObject())
        {
            document[name] = value?.DeepClone();
        }

        return document.ToJsonString(Json) + "\n";
    }

    private static ModelConfig Parse(string text)
    {
        var document = JsonNode.Parse(text)?.AsObject() ?? throw new ModelConfigException("the file holds null, not an object.");
        Expect(document, "model_type", "\"llama\"");
        Expect(document, "hidden_act", "\"silu\"");
        Expect(document, "attention_bias", "false");
        Expect(document, "mlp_bias", "false");
        Expect(document, "rope_scaling", "null");
        document.TryAdd("num_key_value_heads", document["num_attention_heads"]?.DeepClone());
        var config = document.Deserialize<ModelConfig>()!.Validate();
        Expect(document, "head_dim", config.HeadDim.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return config;
    }

    private static void Expect(JsonObject document, string field, string supported)
    {
        if (document.TryGetPropertyValue(field, out var node) && node is not null && node.ToJsonString() != supported)
        {
            throw new ModelConfigException($"{field} is {node.ToJsonString()}; the trainer supports {supported} only.");
        }
    }
}
