using Tapestry.Kernels.OuterOptimizers;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.OuterOptimizers;

public sealed class OuterYogiTests : AdaptiveSuite
{
    private static readonly AdaptiveOptions Options = new();

    private protected override float[] Initial => [0f, Options.Tau * Options.Tau];

    [Fact]
    public void The_second_moment_moves_by_the_newest_square_up_down_or_not_at_all_at_every_width()
    {
        foreach (var width in Enum.GetValues<SimdWidth>())
        {
            float[] gradient = [.. Enumerable.Range(0, 48).Select(i => i % 3 == 0 ? 1f : 2f)];
            float[] state = [.. new float[48], .. Enumerable.Range(0, 48).Select(i => (float)(i % 3 == 1 ? 9 : 1))];
            Update(new float[48], gradient, state, 1, width);
            var rate = (float)(1.0 - Options.Beta2);
            float[] expected = [1f, MathF.FusedMultiplyAdd(-rate, 4f, 9f), MathF.FusedMultiplyAdd(rate, 4f, 1f)];

            Vectors.AssertSameBits([.. Enumerable.Range(0, 48).Select(i => expected[i % 3])], state.AsSpan(48));
        }
    }

    [Fact]
    public void A_hyperparameter_outside_its_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new OuterYogi(new AdaptiveOptions { Beta2 = 1f }));

    private protected override IOuterOptimizer Create() => new OuterYogi(Options);

    private protected override void Update(
        Span<float> parameters, ReadOnlySpan<float> gradient, Span<float> state, long step, SimdWidth width) =>
        new OuterYogi(Options).Update(parameters, gradient, state, step, width);

    private protected override float InFp32(float parameter, float gradient, float[] state, int step)
    {
        var (rate1, rate2) = ((float)(1.0 - Options.Beta1), (float)(1.0 - Options.Beta2));
        var square = gradient * gradient;
        state[0] = MathF.FusedMultiplyAdd(Options.Beta1, state[0], rate1 * gradient);
        state[1] = MathF.FusedMultiplyAdd(rate2 * MathF.Sign(square - state[1]), square, state[1]);
        return MathF.FusedMultiplyAdd(-Options.LearningRate, state[0] / (MathF.Sqrt(state[1]) + Options.Tau), parameter);
    }

    private protected override double Published(double parameter, double gradient, double[] state, int step)
    {
        var square = gradient * gradient;
        state[0] = (Options.Beta1 * state[0]) + ((1.0 - Options.Beta1) * gradient);
        state[1] -= (1.0 - Options.Beta2) * square * Math.Sign(state[1] - square);
        return parameter - (Options.LearningRate * state[0] / (Math.Sqrt(state[1]) + Options.Tau));
    }
}
