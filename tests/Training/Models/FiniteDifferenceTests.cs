using Tapestry.Training.Models;

namespace Tapestry.Training.Tests.Models;

/// <summary>Each weight's gradient against the slope of the loss along a random direction of that weight.</summary>
public sealed class FiniteDifferenceTests
{
    private const float Step = 1e-2f;

    public static TheoryData<bool, int> Shapes => new() { { true, 4 }, { true, 2 }, { true, 1 }, { false, 2 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Gradient_is_the_slope_of_the_loss(bool tied, int keyValueHeads)
    {
        var config = TinyModels.Grouped with { TieWordEmbeddings = tied, NumKeyValueHeads = keyValueHeads };
        using var model = Start(config);
        var tokens = TinyModels.Tokens(config, 2 * 9, seed: 3);
        model.ForwardBackward(tokens, 2, 8);

        foreach (var entry in model.Layout.Entries)
        {
            var (slope, predicted) = Slopes(model, entry, tokens);
            Assert.True(Math.Abs(slope - predicted) < 1e-4 + (0.01 * Math.Abs(predicted)), $"{entry.Name}: {slope} against {predicted}");
        }
    }

    [Fact]
    public void The_comparison_catches_a_wrong_gradient()
    {
        using var model = Start(TinyModels.Grouped);
        var tokens = TinyModels.Tokens(TinyModels.Grouped, 2 * 9, seed: 3);
        model.ForwardBackward(tokens, 2, 8);
        model.Gradients.Fill(0.05f);

        var wrong = model.Layout.Entries.Count(entry =>
        {
            var (slope, predicted) = Slopes(model, entry, tokens);
            return Math.Abs(slope - predicted) >= 1e-4 + (0.01 * Math.Abs(predicted));
        });

        Assert.Equal(model.Layout.Entries.Count, wrong);
    }

    private static LanguageModel Start(ModelConfig config)
    {
        var model = new LanguageModel(config, ComputePrecision.Float32);
        var random = new Random(5);
        foreach (ref var parameter in model.Parameters)
        {
            parameter = (float)((random.NextDouble() - 0.5) * 0.8);
        }

        return model;
    }

    private static (double Slope, double Predicted) Slopes(LanguageModel model, ParameterEntry entry, int[] tokens)
    {
        var random = new Random(entry.Offset);
        var direction = new float[entry.Length];
        var scale = 1 / MathF.Sqrt(entry.Length);
        double predicted = 0;
        for (var i = 0; i < direction.Length; i++)
        {
            direction[i] = random.Next(2) == 0 ? scale : -scale;
            predicted += (double)direction[i] * model.Gradients[entry.Offset + i];
        }

        var slope = (LossAt(model, entry, direction, Step, tokens) - LossAt(model, entry, direction, -Step, tokens)) / (2 * Step);
        return (slope, predicted);
    }

    private static double LossAt(LanguageModel model, ParameterEntry entry, float[] direction, float step, int[] tokens)
    {
        var weight = model.Parameters.Slice(entry.Offset, entry.Length);
        var before = weight.ToArray();
        for (var i = 0; i < direction.Length; i++)
        {
            weight[i] += step * direction[i];
        }

        var loss = model.Evaluate(tokens, 2, 8).MeanNats;
        before.CopyTo(weight);
        return loss;
    }
}
