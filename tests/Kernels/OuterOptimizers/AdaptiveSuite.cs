using Tapestry.Kernels.OuterOptimizers;

namespace Tapestry.Kernels.Tests.OuterOptimizers;

/// <summary>What optimizers with a second moment hold besides.</summary>
public abstract class AdaptiveSuite : OuterOptimizerSuite
{
    [Fact]
    public void A_negative_second_moment_is_refused_and_updates_nothing()
    {
        var (parameters, state) = Start(40);
        state[^3] = -1e-9f;
        AssertRefused<OptimizerStateException>(
            parameters, new float[40], state, error => Assert.Equal((37, -1e-9f), (error.Index, error.Value)));
    }
}
