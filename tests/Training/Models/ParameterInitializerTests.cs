using Tapestry.Training.Models;

namespace Tapestry.Training.Tests.Models;

public sealed class ParameterInitializerTests
{
    [Fact]
    public void A_seed_always_gives_the_same_weights()
    {
        Assert.Equal(Draw(7), Draw(7));
        Assert.NotEqual(Draw(7), Draw(8));
    }

    [Fact]
    public void Norms_are_one_and_matrices_have_their_deviation()
    {
        var layout = ParameterLayout.For(ModelConfig.Micro);
        var parameters = new float[layout.TotalCount];
        ParameterInitializer.Fill(ModelConfig.Micro, layout, 3, parameters);

        foreach (var entry in layout.Entries)
        {
            var weight = parameters.AsSpan(entry.Offset, entry.Length).ToArray();
            if (entry.Shape.Count == 1)
            {
                Assert.All(weight, value => Assert.Equal(1, value));
                continue;
            }

            var deviation = Math.Sqrt(weight.Average(value => (double)value * value));
            var expected = Expected(entry);
            Assert.InRange(deviation, expected * 0.97, expected * 1.03);
            Assert.InRange(weight.Average(), -0.05 * expected, 0.05 * expected);
        }
    }

    private static double Expected(ParameterEntry entry) => entry.Name switch
    {
        "model.embed_tokens.weight" => 0.02,
        _ when entry.Name.EndsWith("o_proj.weight", StringComparison.Ordinal) => 0.5 / Math.Sqrt(128) / Math.Sqrt(8),
        _ when entry.Name.EndsWith("down_proj.weight", StringComparison.Ordinal) => 0.5 / Math.Sqrt(384) / Math.Sqrt(8),
        _ => 0.5 / Math.Sqrt(128),
    };

    private static float[] Draw(ulong seed)
    {
        using var model = new LanguageModel(TinyModels.Grouped, ComputePrecision.Float32);
        model.Initialize(seed);
        return model.Parameters.ToArray();
    }
}
