using Tapestry.Kernels.Errors;
using Tapestry.Kernels.OuterOptimizers;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.OuterOptimizers;

public sealed class NesterovSgdTests
{
    public static TheoryData<int> Sizes => Vectors.SizeCases();

    [Fact]
    public void Twenty_steps_follow_the_double_precision_oracle()
    {
        const int length = 257;
        var options = new NesterovSgdOptions();
        var parameters = Vectors.Normal(length, seed: 1);
        var momentum = new float[length];
        var exact = parameters.Select(value => (double)value).ToArray();
        var velocity = new double[length];
        for (var step = 0; step < 20; step++)
        {
            var gradient = Vectors.Normal(length, seed: 50 + step, scale: 0.01);
            NesterovSgd.Step(parameters, gradient, momentum, options);
            for (var i = 0; i < length; i++)
            {
                velocity[i] = ((double)options.Momentum * velocity[i]) + gradient[i];
                exact[i] -= (double)options.LearningRate * (gradient[i] + ((double)options.Momentum * velocity[i]));
            }
        }

        Assert.All(Enumerable.Range(0, length), i => Assert.Equal(exact[i], parameters[i], 2e-6));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_width_gives_the_bits_of_the_fused_scalar_formula(int length)
    {
        var (start, gradient, momentum) =
            (Vectors.Normal(length, seed: 1), Vectors.Normal(length, seed: 2), Vectors.Normal(length, seed: 3));
        var options = new NesterovSgdOptions { LearningRate = 0.7f, Momentum = 0.6f };
        var velocity = momentum.Zip(gradient, (m, g) => MathF.FusedMultiplyAdd(0.6f, m, g)).ToArray();
        var expected = start.Select((p, i) =>
            MathF.FusedMultiplyAdd(-0.7f, MathF.FusedMultiplyAdd(0.6f, velocity[i], gradient[i]), p)).ToArray();

        foreach (var width in Enum.GetValues<SimdWidth>())
        {
            var (parameters, state) = (start.ToArray(), momentum.ToArray());
            NesterovSgd.Step(parameters, gradient, state, options, width);
            Vectors.AssertSameBits(expected, parameters);
            Vectors.AssertSameBits(velocity, state);
        }
    }

    [Fact]
    public void Rate_one_without_momentum_is_plain_averaging() => Property.Holds(Property.Ordinary(), values =>
    {
        var parameters = values.ToArray();
        var gradient = values.Select(value => value * 0.25f).ToArray();
        NesterovSgd.Step(
            parameters, gradient, new float[values.Length], new NesterovSgdOptions { LearningRate = 1, Momentum = 0 });
        return parameters.SequenceEqual(values.Select((value, i) => value - gradient[i]));
    });

    [Theory]
    [InlineData("outerGradient")]
    [InlineData("momentum")]
    [InlineData("parameters")]
    public void Non_finite_input_is_refused_by_name_and_updates_nothing(string vector)
    {
        var vectors = new Dictionary<string, float[]>
        {
            ["parameters"] = [1f, 2f],
            ["outerGradient"] = [1f, 2f],
            ["momentum"] = [1f, 2f],
        };
        vectors[vector][1] = float.NaN;

        var error = Assert.Throws<NonFiniteValueException>(() => NesterovSgd.Step(
            vectors["parameters"], vectors["outerGradient"], vectors["momentum"], new NesterovSgdOptions()));

        Assert.Equal((vector, 1), (error.Vector, error.Index));
        Assert.All(vectors.Values, values => Assert.Equal(1f, values[0]));
    }

    [Theory]
    [InlineData(-0.1f, 0.9f)]
    [InlineData(float.NaN, 0.9f)]
    [InlineData(0.7f, 1f)]
    public void A_hyperparameter_outside_its_range_is_refused(float rate, float momentum) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NesterovSgd.Step(
            new float[1], new float[1], new float[1], new NesterovSgdOptions { LearningRate = rate, Momentum = momentum }));
}
