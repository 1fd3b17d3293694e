using Tapestry.Kernels.Errors;

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
    // Of one slice of all contributions: enough work for several cores.
    private const int MostFloats = 1 << 21;
    private const int MostDistances = 1 << 20;
    private const int LeastBlocks = 2;

    private readonly PinnedSlices slices;
    private readonly double[] blockDistances;
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
        var pairs = PairKernel.PairCount(contributions);
        var blocks = Math.Max(LeastBlocks, Math.Min(
            MostFloats / contributions / SquaredDistance.BlockLength, MostDistances / Math.Max(1, pairs)));
        slices = new PinnedSlices(contributions, blocks * SquaredDistance.BlockLength);
        blockDistances = new double[blocks * pairs];
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
            Measure(shard, start, length, cores);
            AddBlocks(((length - 1) / SquaredDistance.BlockLength) + 1);
        }

        (squared, next) = (next, squared);
    }

    /// <summary>Back to zeros, for the next vectors.</summary>
    public void Clear() => Array.Clear(squared);

    private unsafe void Measure(IContributionSource shard, int start, int length, int cores)
    {
        var nonFinite = 0;
        fixed (double* distances = blockDistances)
        {
            var kernel = new PairKernel(slices.Pointers, Contributions, distances, &nonFinite);
            slices.Run(shard, ..Contributions, start, length, ref kernel, SquaredDistance.BlockLength, cores);
        }

        if (nonFinite != 0)
        {
            shard.ThrowIfNotFinite(start, slices.Buffer(length));
        }
    }

    private void AddBlocks(int blocks)
    {
        var entry = 0;
        for (var block = 0; block < blocks; block++)
        {
            for (var i = 0; i < Contributions; i++)
            {
                for (var j = i + 1; j < Contributions; j++)
                {
                    var sum = next[(i * Contributions) + j] + blockDistances[entry++];
                    next[(i * Contributions) + j] = next[(j * Contributions) + i] = sum;
                }
            }
        }
    }
}
