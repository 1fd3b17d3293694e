using Tapestry.Kernels.OuterOptimizers;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Tests.OuterOptimizers;

public sealed class OuterAdagradTests : AdaptiveSuite
{
    private static readonly OuterAdagradOptions Options = new();

    private protected override float[] Initial => [Options.Tau * Options.Tau];

    [Fact]
    public void A_hyperparameter_outside_its_range_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new OuterAdagrad(new OuterAdagradOptions { Tau = 0f }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new OuterAdagrad(new OuterAdagradOptions { LearningRate = float.PositiveInfinity }));
    }

    private protected override IOuterOptimizer Create() => new OuterAdagrad(Options);

    private protected override void Update(
        Span<float> parameters, ReadOnlySpan<float> gradient, Span<float> state, long step, SimdWidth width) =>
        new OuterAdagrad(Options).Update(parameters, gradient, state, step, width);

    private protected override float InFp32(float parameter, float gradient, float[] state, int step)
    {
        state[0] = MathF.FusedMultiplyAdd(gradient, gradient, state[0]);
        return MathF.FusedMultiplyAdd(-Options.LearningRate, gradient / (MathF.Sqrt(state[0]) + Options.Tau), parameter);
    }

    private protected override double Published(double parameter, double gradient, double[] state, int step)
    {
        state[0] += gradient * gradient;
        return parameter - (Options.LearningRate * gradient / (Math.Sqrt(state[0]) + Options.Tau));
    }
}
