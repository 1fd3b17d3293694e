using Tapestry.Kernels.Errors;
using Tapestry.Kernels.OuterOptimizers;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Tests.OuterOptimizers;

public sealed class FedAdamTests() : AdamTests(biasCorrection: false);

public sealed class BiasCorrectedAdamTests() : AdamTests(biasCorrection: true)
{
    [Fact]
    public void The_first_step_is_the_learning_rate_against_the_sign()
    {
        var optimizer = new OuterAdam(new AdaptiveOptions { LearningRate = 0.5f, Tau = 1e-8f }, biasCorrection: true);
        float[] parameters = [0f, 0f];
        optimizer.Update(parameters, [3f, -1e-3f], new float[4], 1);

        Assert.Equal([-0.5, 0.5], parameters.Select(value => Math.Round(value, 4)));
    }
}

public abstract class AdamTests(bool biasCorrection) : AdaptiveSuite
{
    private static readonly AdaptiveOptions Options = new();

    private protected override float[] Initial => [0f, biasCorrection ? 0f : Options.Tau * Options.Tau];

    [Theory]
    [InlineData(-0.1f, 0.9f, 0.99f, 1e-3f)]
    [InlineData(float.NaN, 0.9f, 0.99f, 1e-3f)]
    [InlineData(0.1f, 1f, 0.99f, 1e-3f)]
    [InlineData(0.1f, 0.9f, -0.1f, 1e-3f)]
    [InlineData(0.1f, 0.9f, 0.99f, 0f)]
    public void A_hyperparameter_outside_its_range_is_refused(float rate, float beta1, float beta2, float tau) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new OuterAdam(
            new AdaptiveOptions { LearningRate = rate, Beta1 = beta1, Beta2 = beta2, Tau = tau }, biasCorrection));

    [Fact]
    public void A_state_of_odd_length_is_refused() =>
        Assert.Throws<LengthMismatchException>(() => Create().InitializeState(new float[3]));

    private protected override IOuterOptimizer Create() => new OuterAdam(Options, biasCorrection);

    private protected override void Update(
        Span<float> parameters, ReadOnlySpan<float> gradient, Span<float> state, long step, SimdWidth width) =>
        new OuterAdam(Options, biasCorrection).Update(parameters, gradient, state, step, width);

    private protected override float InFp32(float parameter, float gradient, float[] state, int step)
    {
        var (rate1, rate2) = ((float)(1.0 - Options.Beta1), (float)(1.0 - Options.Beta2));
        state[0] = MathF.FusedMultiplyAdd(Options.Beta1, state[0], rate1 * gradient);
        state[1] = MathF.FusedMultiplyAdd(Options.Beta2, state[1], rate2 * (gradient * gradient));
        var (c, rate) = (1f, -Options.LearningRate);
        if (biasCorrection)
        {
            c = (float)(1.0 / Math.Sqrt(1.0 - (step == 1 ? (double)Options.Beta2 : (double)Options.Beta2 * Options.Beta2)));
            rate = (float)(rate / (1.0 - (step == 1 ? (double)Options.Beta1 : (double)Options.Beta1 * Options.Beta1)));
        }

        return MathF.FusedMultiplyAdd(rate, state[0] / MathF.FusedMultiplyAdd(MathF.Sqrt(state[1]), c, Options.Tau), parameter);
    }

    private protected override double Published(double parameter, double gradient, double[] state, int step)
    {
        state[0] = (Options.Beta1 * state[0]) + ((1.0 - Options.Beta1) * gradient);
        state[1] = (Options.Beta2 * state[1]) + ((1.0 - Options.Beta2) * gradient * gradient);
        var first = biasCorrection ? state[0] / (1 - Math.Pow(Options.Beta1, step)) : state[0];
        var second = biasCorrection ? state[1] / (1 - Math.Pow(Options.Beta2, step)) : state[1];
        return parameter - (Options.LearningRate * first / (Math.Sqrt(second) + Options.Tau));
    }
}
