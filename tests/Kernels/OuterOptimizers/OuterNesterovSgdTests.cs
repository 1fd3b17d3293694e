using Tapestry.Kernels.OuterOptimizers;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Tests.OuterOptimizers;

public sealed class OuterNesterovSgdTests : OuterOptimizerSuite
{
    private static readonly NesterovSgdOptions Options = new();

    private protected override float[] Initial => [0f];

    [Fact]
    public void A_hyperparameter_outside_its_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new OuterNesterovSgd(new NesterovSgdOptions { Momentum = 1f }));

    private protected override IOuterOptimizer Create() => new OuterNesterovSgd(Options);

    private protected override void Update(
        Span<float> parameters, ReadOnlySpan<float> gradient, Span<float> state, long step, SimdWidth width) =>
        NesterovSgd.Step(parameters, gradient, state, Options, width);

    private protected override float InFp32(float parameter, float gradient, float[] state, int step)
    {
        state[0] = MathF.FusedMultiplyAdd(Options.Momentum, state[0], gradient);
        return MathF.FusedMultiplyAdd(
            -Options.LearningRate, MathF.FusedMultiplyAdd(Options.Momentum, state[0], gradient), parameter);
    }

    private protected override double Published(double parameter, double gradient, double[] state, int step)
    {
        state[0] = (Options.Momentum * state[0]) + gradient;
        return parameter - (Options.LearningRate * (gradient + (Options.Momentum * state[0])));
    }
}
