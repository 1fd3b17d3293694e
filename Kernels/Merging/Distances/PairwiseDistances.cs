using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Merging.Distances;

/// <summary>
/// Squared Euclidean distances between n contributions in double: what Krum scores. A vector may be added shard by
/// shard; with shards that begin at multiples of 1024 the bits are those of the whole.
/// </summary>
/// <remarks>
/// The vectors are cut into blocks of 1024; coordinate i of a block adds <c>fma(d, d, partial)</c>, d = a - b in double, to
/// partial sum i mod 32; the 32 partial sums are added by halves (i and i + 16, i and i + 8, ...), and the blocks in order.
/// Law: symmetric, zero on the diagonal, never negative; the same bits on any hardware.
/// </remarks>
public sealed class PairwiseDistances
{
    private readonly WidenedSlices slices;
    private double[] squared;
    private double[] next;

    /// <summary>Distances of nothing yet: all zeros.</summary>
    /// <param name="contributions">n, from 1 to <see cref="MergeRule.MaxContributions"/>.</param>
    /// <exception cref="MergeLimitException">n is outside its range.</exception>
    public PairwiseDistances(int contributions)
    {
        const string name = "pairwise distances";
        MergeLimitException.ThrowUnlessAtLeast(name, nameof(contributions), contributions, 1, "Wait for a contribution.");
        MergeLimitException.ThrowIfAbove(
            name, nameof(contributions), contributions, MergeRule.MaxContributions, "Merge groups first, then their results.");
        slices = new WidenedSlices(contributions);
        squared = new double[contributions * contributions];
        next = new double[contributions * contributions];
    }

    /// <summary>Contributions, n.</summary>
    public int Contributions => slices.Contributions;

    /// <summary>Squared distances from one contribution to every one, itself included.</summary>
    /// <param name="contribution">Number of the contribution, from 0.</param>
    public ReadOnlySpan<double> From(int contribution) =>
        squared.AsSpan(contribution * Contributions, Contributions);

    /// <summary>Adds the distances along the coordinates of one shard.</summary>
    /// <param name="shard">Slices of the n contributions; each is read once.</param>
    /// <param name="cores">Most cores to use, 1 or more; it does not show in the result.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of cores is below 1; nothing was added.</exception>
    /// <exception cref="LengthMismatchException">The shard has another number of contributions; nothing was added.</exception>
    /// <exception cref="NonFiniteValueException">
    /// A coordinate is NaN or infinite; names contribution and coordinate. Nothing was added.
    /// </exception>
    public void Add(IContributionSource shard, int cores = 1)
    {
        ArgumentNullException.ThrowIfNull(shard);
        ArgumentOutOfRangeException.ThrowIfLessThan(cores, 1);
        LengthMismatchException.ThrowUnlessEqual(shard.Count, Contributions);
        squared.CopyTo(next, 0);
        for (var start = 0; start < shard.Length; start += Math.Min(slices.Length, shard.Length - start))
        {
            var length = Math.Min(slices.Length, shard.Length - start);
            slices.Load(shard, start, length, cores);
            AddSlice(((length - 1) / SquaredDistance.BlockLength) + 1, cores);
        }

        Mirror();
        (squared, next) = (next, squared);
    }

    /// <summary>Back to zeros, for the next vectors.</summary>
    public void Clear() => Array.Clear(squared);

    private void Mirror()
    {
        for (var i = 0; i < Contributions; i++)
        {
            for (var j = i + 1; j < Contributions; j++)
            {
                next[(j * Contributions) + i] = next[(i * Contributions) + j];
            }
        }
    }

    private unsafe void AddSlice(int blocks, int cores)
    {
        fixed (double* sums = next)
        {
            var kernel = new PairKernel(slices.Rows, slices.Length, blocks, Contributions, sums);
            CoreSplit.Run(ref kernel, Contributions, granule: 1, cores);
        }
    }
}
