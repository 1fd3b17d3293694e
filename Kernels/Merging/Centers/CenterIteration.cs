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
internal sealed unsafe class CenterIteration
{
    // Floats of one slice of all contributions: enough work for several cores, and copies stay in a third-level cache.
    private const int SlicesLength = 1 << 21;
    private const int LeastBlocks = 4;

    private readonly PinnedSlices slices;
    private readonly double[] blockDistances;
    private readonly double[] squaredDistances;

    public CenterIteration(int contributions)
    {
        var blocks = Math.Max(LeastBlocks, SlicesLength / contributions / SquaredDistance.BlockLength);
        slices = new PinnedSlices(contributions, blocks * SquaredDistance.BlockLength);
        blockDistances = new double[blocks * contributions];
        squaredDistances = new double[contributions];
        Weights = new double[contributions];
    }

    /// <summary>One weight a contribution, set by the rule between the passes.</summary>
    public double[] Weights { get; }

    /// <summary>Contributions, n.</summary>
    public int Contributions => Weights.Length;

    /// <summary>Distance of a contribution to the center that the last pass left.</summary>
    public double Distance(int contribution) => Math.Sqrt(squaredDistances[contribution]);

    public void Move(IContributionSource source, Span<float> vector, int cores)
    {
        Array.Clear(squaredDistances);
        for (var start = 0; start < vector.Length; start += Math.Min(slices.Length, vector.Length - start))
        {
            var slice = vector.Slice(start, Math.Min(slices.Length, vector.Length - start));
            MoveSlice(source, start, slice, cores);
            var blocks = ((slice.Length - 1) / SquaredDistance.BlockLength) + 1;
            for (var entry = 0; entry < blocks * Contributions; entry++)
            {
                squaredDistances[entry % Contributions] += blockDistances[entry];
            }
        }
    }

    private void MoveSlice(IContributionSource source, int start, Span<float> slice, int cores)
    {
        var nonFinite = 0;
        fixed (float* center = slice)
        fixed (double* weights = Weights, distances = blockDistances)
        {
            var kernel = new CenterKernel
            {
                Slices = slices.Pointers,
                Contributions = Contributions,
                Weights = weights,
                Center = center,
                Distances = distances,
                NonFinite = &nonFinite,
            };
            slices.Run(source, ..Contributions, start, slice.Length, ref kernel, SquaredDistance.BlockLength, cores);
        }

        if (nonFinite != 0)
        {
            source.ThrowIfNotFinite(start, slices.Buffer(slice.Length));
        }
    }
}
