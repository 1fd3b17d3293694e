using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Merging;

/// <summary>One pass of several contributions over the state of a weighted sum; the old state stays whole.</summary>
internal sealed unsafe class WeightedRange
{
    // Slices long enough to be worth several cores, and few enough that copies of them stay in a third-level cache.
    private const int SliceLength = 1 << 17;
    private const int ContributionsAtOnce = 16;

    private PinnedSlices? slices;

    /// <summary>Writes <c>state + sum of weight * contribution</c> to the next state.</summary>
    /// <exception cref="Errors.NonFiniteValueException">Names contribution and coordinate; the next state is not to be used.</exception>
    public void Add(
        IContributionSource contributions,
        ReadOnlySpan<double> weights,
        CompensatedState from,
        CompensatedState to,
        int cores,
        SimdWidth widest)
    {
        var sliceLength = Math.Min(SliceLength, to.Sum.Length);
        if (slices is null || slices.Length < sliceLength)
        {
            slices = new PinnedSlices(ContributionsAtOnce, sliceLength);
        }

        for (var start = 0; start < to.Sum.Length; start += slices.Length)
        {
            var length = Math.Min(slices.Length, to.Sum.Length - start);
            var nonFinite = 0;
            var state = from.Slice(start, length);
            var next = to.Slice(start, length);
            for (var first = 0; first < weights.Length; first += ContributionsAtOnce, state = next)
            {
                var group = first..Math.Min(first + ContributionsAtOnce, weights.Length);
                AddGroup(contributions, weights, group, start, state, next, &nonFinite, cores, widest);
            }

            if (nonFinite != 0)
            {
                contributions.ThrowIfNotFinite(start, slices.Buffer(length));
            }
        }
    }

    private void AddGroup(
        IContributionSource contributions,
        ReadOnlySpan<double> weights,
        Range group,
        int start,
        CompensatedState from,
        CompensatedState to,
        int* nonFinite,
        int cores,
        SimdWidth widest)
    {
        fixed (float* sum = from.Sum, compensation = from.Compensation, nextSum = to.Sum, nextCompensation = to.Compensation)
        {
            var groupWeights = stackalloc SplitWeight[ContributionsAtOnce];
            for (var i = group.Start.Value; i < group.End.Value; i++)
            {
                groupWeights[i - group.Start.Value] = new SplitWeight(weights[i]);
            }

            var kernel = new CompensatedRange
            {
                Sum = sum,
                Compensation = compensation,
                NextSum = nextSum,
                NextCompensation = nextCompensation,
                Slices = slices!.Pointers,
                Weights = groupWeights,
                Contributions = group.End.Value - group.Start.Value,
                NonFinite = nonFinite,
                Widest = widest,
            };
            slices.Run(contributions, group, start, to.Sum.Length, ref kernel, CompensatedRange.TileLength, cores);
        }
    }
}
