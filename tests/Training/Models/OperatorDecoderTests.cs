using Tapestry.Training.Libtorch;
using Tapestry.Training.Models;
using Tapestry.Training.Tests.Golden;

namespace Tapestry.Training.Tests.Models;

/// <summary>
/// The decoder through libtorch's operators against the same golden files: on the processor, or on the device that
/// TAPESTRY_TEST_DEVICE names.
/// </summary>
public sealed class OperatorDecoderTests
{
    private const double Float32Tolerance = 1e-5;
    /// <summary>More than our own kernels need: probabilities and gradients between products are bf16 too.</summary>
    private const double BFloat16Tolerance = 6e-2;

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
    public void Logits_and_evaluation_equal_PyTorch(string name)
    {
        var golden = DecoderCase.Load(name);
        using var model = Load(golden, ComputePrecision.Float32);
        var logits = new float[golden.Logits.Length];

        model.Logits(golden.Inputs, golden.Batch, golden.Sequence, logits);
        var score = model.Evaluate(golden.Tokens, golden.Batch, golden.Sequence);

        Assert.InRange(Vectors.RelativeError(golden.Logits, logits), 0, Float32Tolerance);
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

    [Fact]
    public void A_second_pass_overwrites_the_gradient()
    {
        var golden = DecoderCase.Load("grouped-tied");
        using var model = Load(golden, ComputePrecision.Float32);

        model.ForwardBackward(golden.Tokens, golden.Batch, golden.Sequence);
        model.ForwardBackward(golden.Tokens, golden.Batch, golden.Sequence);

        Assert.InRange(Vectors.RelativeError(golden.Gradients, model.Gradients), 0, Float32Tolerance);
    }

    [Fact]
    public void A_pass_in_the_middle_of_steps_is_refused()
    {
        using var model = new LanguageModel(TinyModels.Grouped, ComputePrecision.Float32, OperatorDevice.Chosen);
        var moments = new float[model.Layout.TotalCount];
        model.BeginSteps(moments, moments);

        var error = Assert.Throws<LibtorchException>(() => model.Evaluate(new int[9], batch: 1, sequence: 8));

        Assert.Contains("until the steps have ended", error.Message, StringComparison.Ordinal);
    }

    private static LanguageModel Load(DecoderCase golden, ComputePrecision precision)
    {
        var model = new LanguageModel(golden.Config, precision, OperatorDevice.Chosen);
        golden.Parameters.CopyTo(model.Parameters);
        return model;
    }
}
