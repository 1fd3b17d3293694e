using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Merging.Distances;

namespace Tapestry.Kernels.Merging.Centers;

/// <summary>
/// The step that iterative rules share: <c>v = v + sum of weight_i (x_i - v)</c>, then the distances of every x_i to the
/// new v, in one pass over the contributions.
/// </summary>
/// <remarks>
/// A coordinate: d = 0; for each i in order, in double: <c>d = fma(weight_i, x_i - v, d)</c>; v = fp32(v + d). Distances
/// follow the order of <see cref="SquaredDistance"/>. Weights of 0 or more that sum to at most 1 keep v within the range
/// of the inputs, so that it cannot overflow.
/// </remarks>
internal sealed class CenterIteration(int contributions)
{
    private readonly ContributionBlock block = new(contributions);
    private readonly AlignedBuffer<double> center = new(ContributionBlock.Length);
    private readonly AlignedBuffer<double> step = new(ContributionBlock.Length);
    private readonly double[] squaredDistances = new double[contributions];

    /// <summary>One weight a contribution, set by the rule between the passes.</summary>
    public double[] Weights { get; } = new double[contributions];

    /// <summary>Contributions, n.</summary>
    public int Contributions => contributions;

    /// <summary>Distance of a contribution to the center that the last pass left.</summary>
    public double Distance(int contribution) => Math.Sqrt(squaredDistances[contribution]);

    public void Move(IContributionSource source, Span<float> vector)
    {
        Array.Clear(squaredDistances);
        for (var start = 0; start < vector.Length; start += ContributionBlock.Length)
        {
            var slice = vector.Slice(start, Math.Min(ContributionBlock.Length, vector.Length - start));
            block.Load(source, start, slice.Length);
            ContributionBlock.Widen(slice, center.Span);
            step.Span.Clear();
            for (var contribution = 0; contribution < contributions; contribution++)
            {
                Accumulate(Weights[contribution], block.Row(contribution), center.Span, step.Span);
            }

            Finish(slice);
            for (var contribution = 0; contribution < contributions; contribution++)
            {
                squaredDistances[contribution] += SquaredDistance.OfBlock(block.Row(contribution), center.Span);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate(double weight, ReadOnlySpan<double> row, ReadOnlySpan<double> center, Span<double> step)
    {
        ref var x = ref MemoryMarshal.GetReference(row);
        ref var v = ref MemoryMarshal.GetReference(center);
        ref var d = ref MemoryMarshal.GetReference(step);
        var weights = Vector512.Create(weight);
        for (nuint index = 0; index < ContributionBlock.Length; index += 8)
        {
            var difference = Vector512.LoadUnsafe(ref x, index) - Vector512.LoadUnsafe(ref v, index);
            Vector512.FusedMultiplyAdd(weights, difference, Vector512.LoadUnsafe(ref d, index)).StoreUnsafe(ref d, index);
        }
    }

    private void Finish(Span<float> slice)
    {
        var v = center.Span;
        var d = step.Span;
        for (var i = 0; i < slice.Length; i++)
        {
            v[i] = slice[i] = (float)(v[i] + d[i]);
        }
    }
}
