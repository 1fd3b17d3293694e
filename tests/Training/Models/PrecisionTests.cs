using Tapestry.Training.Models;

namespace Tapestry.Training.Tests.Models;

/// <summary>bfloat16 against float32, which the golden files check, at sizes that the tile kernels accept.</summary>
public sealed class PrecisionTests
{
    /// <summary>
    /// For the gradient of each weight; PyTorch's own autocast is off by as much. Where the processor has no bfloat16
    /// products, libtorch rounds more often; such a machine trains in float32 unless told otherwise.
    /// </summary>
    private static readonly double Tolerance = ComputePrecisions.Detect() == ComputePrecision.BFloat16 ? 3e-2 : 4.5e-2;

    public static TheoryData<int, int, int, int, bool> Shapes => new()
    {
        // heads, key heads, batch, sequence, tied
        { 2, 2, 3, 64, true },
        { 2, 1, 2, 64, false },
        { 2, 1, 5, 41, true }, // a last block of 9 queries
        { 1, 1, 2, 33, false }, // heads of 64, a last block of one query
        { 2, 2, 1, 2, true },
        { 4, 2, 2, 20, true }, // heads of 16: no tiles in attention
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Loss_and_gradient_agree(int heads, int keyHeads, int batch, int sequence, bool tied)
    {
        var config = TinyModels.Tiled with { NumAttentionHeads = heads, NumKeyValueHeads = keyHeads, TieWordEmbeddings = tied };
        var tokens = TinyModels.Tokens(config, batch * (sequence + 1), seed: 2);

        var (exactLoss, exact) = Gradient(config, ComputePrecision.Float32, tokens, batch, sequence);
        var (loss, gradient) = Gradient(config, ComputePrecision.BFloat16, tokens, batch, sequence);

        Assert.Equal(exactLoss, loss, 2e-3 * exactLoss);
        foreach (var entry in ParameterLayout.For(config).Entries)
        {
            var error = Vectors.RelativeError(
                exact.AsSpan(entry.Offset, entry.Length), gradient.AsSpan(entry.Offset, entry.Length));
            Assert.True(error < Tolerance, $"{entry.Name}: {error}");
        }
    }

    [Fact]
    public void Detection_gives_a_precision_that_trains()
    {
        using var model = new LanguageModel(TinyModels.Tiled);
        model.Initialize(1);

        var loss = model.ForwardBackward(TinyModels.Tokens(TinyModels.Tiled, 33, seed: 1), 1, 32);

        Assert.Equal(ComputePrecisions.Detect(), model.Precision);
        Assert.InRange(loss, 3, 6);
    }

    private static (double Loss, float[] Gradient) Gradient(
        ModelConfig config, ComputePrecision precision, int[] tokens, int batch, int sequence)
    {
        using var model = new LanguageModel(config, precision);
        model.Initialize(9);
        var loss = model.ForwardBackward(tokens, batch, sequence);
        return (loss, model.Gradients.ToArray());
    }
}
