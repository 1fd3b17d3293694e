using System.Text.Json.Serialization;

namespace Tapestry.Training.Models;

/// <summary>
/// Sizes of a Llama-style decoder (Touvron et al. 2023), named as in Hugging Face's <c>config.json</c>.
/// <see cref="ModelConfigFile"/> reads and writes that file.
/// </summary>
public sealed record ModelConfig
{
    /// <summary>About 66,000 parameters: many sites in one process.</summary>
    public static ModelConfig Nano { get; } = new()
    {
        VocabSize = 256,
        HiddenSize = 64,
        IntermediateSize = 64,
        NumHiddenLayers = 2,
        NumAttentionHeads = 2,
        NumKeyValueHeads = 1,
        MaxPositionEmbeddings = 128,
    };

    /// <summary>About 0.89 million parameters: the demo's model.</summary>
    public static ModelConfig Micro { get; } = new()
    {
        VocabSize = 256,
        HiddenSize = 128,
        IntermediateSize = 384,
        NumHiddenLayers = 4,
        NumAttentionHeads = 4,
        NumKeyValueHeads = 4,
        MaxPositionEmbeddings = 256,
    };

    /// <summary>Distinct tokens; 256 for bytes. From 2 to 1,048,576.</summary>
    [JsonPropertyName("vocab_size")]
    public required int VocabSize { get; init; }

    /// <summary>Width of the residual stream. From 2 to 65,536, a multiple of twice the heads.</summary>
    [JsonPropertyName("hidden_size")]
    public required int HiddenSize { get; init; }

    /// <summary>Width inside the SwiGLU block. From 1 to 262,144.</summary>
    [JsonPropertyName("intermediate_size")]
    public required int IntermediateSize { get; init; }

    /// <summary>Layers. From 1 to 1,024.</summary>
    [JsonPropertyName("num_hidden_layers")]
    public required int NumHiddenLayers { get; init; }

    /// <summary>Query heads.</summary>
    [JsonPropertyName("num_attention_heads")]
    public required int NumAttentionHeads { get; init; }

    /// <summary>Key and value heads (grouped-query attention, Ainslie et al. 2023); divides the query heads.</summary>
    [JsonPropertyName("num_key_value_heads")]
    public required int NumKeyValueHeads { get; init; }

    /// <summary>Longest sequence, in tokens. From 1 to 1,048,576.</summary>
    [JsonPropertyName("max_position_embeddings")]
    public required int MaxPositionEmbeddings { get; init; }

    /// <summary>Added to the mean square inside RMSNorm. Over 0 and at most 0.1.</summary>
    [JsonPropertyName("rms_norm_eps")]
    public double RmsNormEps { get; init; } = 1e-5;

    /// <summary>Base of the rotary frequencies. From 1 to 1e9.</summary>
    [JsonPropertyName("rope_theta")]
    public double RopeTheta { get; init; } = 10_000;

    /// <summary>Whether the output head is the embedding table.</summary>
    [JsonPropertyName("tie_word_embeddings")]
    public bool TieWordEmbeddings { get; init; } = true;

    /// <summary>Width of one head.</summary>
    [JsonIgnore]
    public int HeadDim => HiddenSize / NumAttentionHeads;

    /// <summary>Checks every field.</summary>
    /// <returns>This configuration.</returns>
    /// <exception cref="ModelConfigException">A field is outside its range; the message names it.</exception>
    public ModelConfig Validate()
    {
        Require("vocab_size", VocabSize, 2, 1 << 20);
        Require("hidden_size", HiddenSize, 2, 1 << 16);
        Require("intermediate_size", IntermediateSize, 1, 1 << 18);
        Require("num_hidden_layers", NumHiddenLayers, 1, 1024);
        Require("num_attention_heads", NumAttentionHeads, 1, HiddenSize / 2);
        Require("num_key_value_heads", NumKeyValueHeads, 1, NumAttentionHeads);
        Require("max_position_embeddings", MaxPositionEmbeddings, 1, 1 << 20);
        Require(RmsNormEps is > 0 and <= 0.1, $"rms_norm_eps is {RmsNormEps}; it must be over 0 and at most 0.1");
        Require(RopeTheta is >= 1 and <= 1e9, $"rope_theta is {RopeTheta}; it must be from 1 to 1e9");
        Require(
            HiddenSize % (2 * NumAttentionHeads) == 0,
            $"hidden_size is {HiddenSize}; with num_attention_heads {NumAttentionHeads} it must be a multiple of {2 * NumAttentionHeads}");
        Require(
            NumAttentionHeads % NumKeyValueHeads == 0,
            $"num_key_value_heads is {NumKeyValueHeads}; it must divide num_attention_heads, {NumAttentionHeads}");
        Require(
            ParameterLayout.Count(this) <= Array.MaxLength,
            $"the model has {ParameterLayout.Count(this):N0} parameters; one flat vector holds at most {Array.MaxLength:N0}");
        return this;
    }

    private static void Require(string field, int value, int least, int most) =>
        Require(value >= least && value <= most, $"{field} is {value}; it must be from {least} to {most}");

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new ModelConfigException($"Model configuration: {message}.");
        }
    }
}
