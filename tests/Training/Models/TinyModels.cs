using Tapestry.Training.Models;

namespace Tapestry.Training.Tests.Models;

/// <summary>Small configurations that between them use every feature.</summary>
internal static class TinyModels
{
    internal static ModelConfig Grouped { get; } = new()
    {
        VocabSize = 19, HiddenSize = 16, IntermediateSize = 24, NumHiddenLayers = 2,
        NumAttentionHeads = 4, NumKeyValueHeads = 2, MaxPositionEmbeddings = 32,
    };

    internal static ModelConfig GroupedUntied { get; } = Grouped with { TieWordEmbeddings = false };

    /// <summary>Sizes that tile products accept.</summary>
    internal static ModelConfig Tiled { get; } = new()
    {
        VocabSize = 64, HiddenSize = 64, IntermediateSize = 96, NumHiddenLayers = 2,
        NumAttentionHeads = 2, NumKeyValueHeads = 1, MaxPositionEmbeddings = 64,
    };

    internal static int[] Tokens(ModelConfig config, int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(config.VocabSize))];
    }
}
