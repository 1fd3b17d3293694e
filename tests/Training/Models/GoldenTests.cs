using Tapestry.Training.Models;
using Tapestry.Training.Tests.Golden;

namespace Tapestry.Training.Tests.Models;

/// <summary>The decoder against an independent PyTorch implementation in float64 on the same weights.</summary>
public sealed class GoldenTests
{
    private const double Float32Tolerance = 1e-5;

    /// <summary>bf16 keeps 8 bits: each product's inputs are off by up to 2^-9; libtorch rounds more often without a processor's bf16.</summary>
    private static readonly double BFloat16Tolerance = ComputePrecisions.Detect() == ComputePrecision.BFloat16 ? 4e-2 : 6e-2;

    public static TheoryData<string> Cases => [.. DecoderCase.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Loss_and_gradient_equal_PyTorch(string name)
    {
        var golden = DecoderCase.Load(name);
        using var model = Load(golden, ComputePrecision.Float32);

        var loss = model.ForwardBackward(golden.Tokens, golden.Batch, golden.Sequence);

        Assert.Equal(golden.Loss, loss, 2e-6 * golden.Loss);
        foreach (var entry in model.Layout.Entries)
        {
            var error = Vectors.RelativeError(
                golden.Gradients.AsSpan(entry.Offset, entry.Length), model.Gradients.Slice(entry.Offset, entry.Length));
            Assert.True(error < Float32Tolerance, $"{entry.Name}: {error}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Logits_equal_PyTorch(string name)
    {
        var golden = DecoderCase.Load(name);
        using var model = Load(golden, ComputePrecision.Float32);
        var logits = new float[golden.Logits.Length];

        model.Logits(golden.Inputs, golden.Batch, golden.Sequence, logits);

        Assert.InRange(Vectors.RelativeError(golden.Logits, logits), 0, Float32Tolerance);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Evaluation_equals_PyTorch(string name)
    {
        var golden = DecoderCase.Load(name);
        using var model = Load(golden, ComputePrecision.Float32);

        var score = model.Evaluate(golden.Tokens, golden.Batch, golden.Sequence);

        Assert.Equal(golden.Batch * golden.Sequence, score.Count);
        Assert.Equal(golden.Loss, score.MeanNats, 2e-6 * golden.Loss);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Bfloat16_stays_near_PyTorch(string name)
    {
        var golden = DecoderCase.Load(name);
        using var model = Load(golden, ComputePrecision.BFloat16);

        var loss = model.ForwardBackward(golden.Tokens, golden.Batch, golden.Sequence);

        Assert.Equal(golden.Loss, loss, BFloat16Tolerance * golden.Loss);
        Assert.InRange(Vectors.RelativeError(golden.Gradients, model.Gradients), 1e-5, BFloat16Tolerance);
    }

    private static LanguageModel Load(DecoderCase golden, ComputePrecision precision)
    {
        var model = new LanguageModel(golden.Config, precision);
        golden.Parameters.CopyTo(model.Parameters);
        return model;
    }
}
