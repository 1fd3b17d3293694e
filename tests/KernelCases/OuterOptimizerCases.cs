using Tapestry.Kernels.Memory;
using Tapestry.Kernels.OuterOptimizers;

namespace Tapestry.KernelCases;

/// <summary>Outer steps on a shard.</summary>
internal static class OuterOptimizerCases
{
    public static IEnumerable<KernelCase> List =>
    [
        new("outer step, Nesterov", count => Stepping(count, new OuterNesterovSgd(new NesterovSgdOptions()))),
        new("outer step, Adam", count => Stepping(count, new OuterAdam(new AdaptiveOptions()))),
        new("outer step, Yogi", count => Stepping(count, new OuterYogi(new AdaptiveOptions()))),
        new("outer step, Adagrad", count => Stepping(count, new OuterAdagrad(new OuterAdagradOptions()))),
    ];

    private static Action<int> Stepping(int count, IOuterOptimizer optimizer)
    {
        var (parameters, gradient) = (Inputs.Normal(count, seed: 1), Inputs.Normal(count, seed: 2));
        var state = LargeArray.Create<float>(optimizer.StateVectors * count);
        optimizer.InitializeState(state);
        return _ => optimizer.Update(parameters, gradient, state, stepNumber: 1);
    }
}
