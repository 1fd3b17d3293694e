namespace Tapestry.Training.Models;

/// <summary>
/// Where every weight of a model lies in its flat vector: embedding, layers, final norm, head when untied.
/// The order is that of <c>Native/decoder/shape.h</c>: q, k, v and gate, up side by side, each group one matrix.
/// </summary>
public sealed class ParameterLayout
{
    private ParameterLayout(IReadOnlyList<ParameterEntry> entries) => Entries = entries;

    /// <summary>Every weight, in the order of the vector, without gaps.</summary>
    public IReadOnlyList<ParameterEntry> Entries { get; }

    /// <summary>Length of the flat vector.</summary>
    public int TotalCount => Entries[^1].Offset + Entries[^1].Length;

    /// <summary>The layout of a valid configuration.</summary>
    /// <exception cref="ModelConfigException">The configuration is not valid.</exception>
    public static ParameterLayout For(ModelConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        var entries = new List<ParameterEntry>();
        foreach (var (name, shape) in Weights(config))
        {
            var offset = entries.Count == 0 ? 0 : entries[^1].Offset + entries[^1].Length;
            entries.Add(new ParameterEntry(name, shape, offset));
        }

        return new ParameterLayout(entries);
    }

    /// <summary>Length of the flat vector, also of a configuration too large to have one.</summary>
    internal static long Count(ModelConfig config)
    {
        long hidden = config.HiddenSize, inter = config.IntermediateSize;
        var attention = (2L * hidden * hidden) + (2L * config.NumKeyValueHeads * config.HeadDim * hidden);
        var embedding = config.VocabSize * hidden;
        return (config.NumHiddenLayers * (attention + (3 * inter * hidden) + (2 * hidden)))
            + embedding + hidden + (config.TieWordEmbeddings ? 0 : embedding);
    }

    private static IEnumerable<(string Name, int[] Shape)> Weights(ModelConfig config)
    {
        int hidden = config.HiddenSize, inter = config.IntermediateSize, keys = config.NumKeyValueHeads * config.HeadDim;
        yield return ("model.embed_tokens.weight", [config.VocabSize, hidden]);
        for (var layer = 0; layer < config.NumHiddenLayers; layer++)
        {
            var prefix = $"model.layers.{layer}.";
            yield return (prefix + "input_layernorm.weight", [hidden]);
            yield return (prefix + "self_attn.q_proj.weight", [hidden, hidden]);
            yield return (prefix + "self_attn.k_proj.weight", [keys, hidden]);
            yield return (prefix + "self_attn.v_proj.weight", [keys, hidden]);
            yield return (prefix + "self_attn.o_proj.weight", [hidden, hidden]);
            yield return (prefix + "post_attention_layernorm.weight", [hidden]);
            yield return (prefix + "mlp.gate_proj.weight", [inter, hidden]);
            yield return (prefix + "mlp.up_proj.weight", [inter, hidden]);
            yield return (prefix + "mlp.down_proj.weight", [hidden, inter]);
        }

        yield return ("model.norm.weight", [hidden]);
        if (!config.TieWordEmbeddings)
        {
            yield return ("lm_head.weight", [config.VocabSize, hidden]);
        }
    }
}
