using System.Runtime.InteropServices;
using System.Text.Json;
using Tapestry.Training.Models;

namespace Tapestry.Training.Tests.Golden;

/// <summary>One decoder with weights, a batch, and what PyTorch makes of them.</summary>
internal sealed record DecoderCase(
    ModelConfig Config, int Batch, int Sequence, int[] Tokens, double Loss, float[] Parameters, float[] Logits, float[] Gradients)
{
    internal static IEnumerable<string> Names { get; } =
        ["grouped-tied", "grouped-untied", "one-key-head-three-layers", "plain-heads", "past-tile-edges"];

    /// <summary>The tokens without each row's last: the model's inputs.</summary>
    internal int[] Inputs => [.. Tokens.Where((_, index) => index % (Sequence + 1) < Sequence)];

    internal static DecoderCase Load(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(GoldenFile.Path(name + ".json")));
        var root = document.RootElement;
        var config = root.GetProperty("config").Deserialize<ModelConfig>()!;
        int batch = root.GetProperty("batch").GetInt32(), sequence = root.GetProperty("sequence").GetInt32();
        var floats = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(GoldenFile.Path(name + ".bin")));
        int parameters = ParameterLayout.For(config).TotalCount, logits = batch * sequence * config.VocabSize;
        Assert.Equal((2 * parameters) + logits, floats.Length);
        return new DecoderCase(
            config, batch, sequence, root.GetProperty("tokens").Deserialize<int[]>()!, root.GetProperty("loss").GetDouble(),
            floats[..parameters].ToArray(), floats.Slice(parameters, logits).ToArray(), floats[(parameters + logits)..].ToArray());
    }
}
