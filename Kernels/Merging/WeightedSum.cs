using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Memory;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Merging;

/// <summary>
/// Streams contributions into <c>sum of weight * values</c>. Each coordinate holds an unevaluated pair of floats:
/// products and additions are split into result and exact error (TwoProduct and TwoSum; Ogita, Rump and Oishi, 2005),
/// so the sum is as if computed in twice the precision and rounded once. Memory is 8 bytes a coordinate, whatever the
/// number of contributions, and twice that once <see cref="AddRange(IContributionSource, ReadOnlySpan{double}, int)"/> is used.
/// </summary>
/// <remarks>
/// Of a coordinate x with weight w = high + low (both fp32), in fp32: <c>p = high*x; e = fma(low, x, fma(high, x, 0-p));
/// t = sum+p; a = t-sum; e = e + ((sum-(t-a)) + (p-a)); sum = t; compensation = compensation+e</c>; in the end
/// <c>sum + compensation</c>. Law: the result depends on the order of the additions, which the caller fixes, and on
/// nothing else; it has the same bits at any register width and on any cores, and any slicing of the coordinates gives the
/// bits of the whole. It is linear in the weights up to one rounding.
/// </remarks>
public sealed class WeightedSum
{
    private readonly WeightedRange range = new();
    private float[] sum;
    private float[] compensation;
    private float[] nextSum = [];
    private float[] nextCompensation = [];

    /// <summary>An empty sum: all zeros.</summary>
    /// <param name="length">Coordinates of every contribution, 0 or more.</param>
    public WeightedSum(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        sum = LargeArray.Create<float>(length);
        compensation = LargeArray.Create<float>(length);
    }

    /// <summary>Coordinates of every contribution.</summary>
    public int Length => sum.Length;

    /// <summary>Contributions added since the start or the last <see cref="Clear"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Adds one contribution.</summary>
    /// <param name="weight">Its weight, from 0 to the largest float; used to about 48 bits.</param>
    /// <param name="values">The contribution, fp32, of <see cref="Length"/> coordinates.</param>
    /// <exception cref="LengthMismatchException">The contribution has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The weight is outside its range.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; nothing was added.</exception>
    public void Add(double weight, ReadOnlySpan<float> values) => Add(weight, values, SimdWidths.Widest);

    /// <summary>
    /// Adds contributions in their order, with the bits of one <see cref="Add(double, ReadOnlySpan{float})"/> each but one
    /// pass over the state instead of one a contribution: the way to merge at memory speed.
    /// </summary>
    /// <param name="contributions">Contributions of <see cref="Length"/> coordinates; each is read once.</param>
    /// <param name="weights">One weight a contribution, from 0 to the largest float.</param>
    /// <param name="cores">Most cores to use, 1 or more; it does not show in the result.</param>
    /// <exception cref="LengthMismatchException">The contributions have another length or number; nothing was added.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight or the number of cores is outside its range; nothing was added.</exception>
    /// <exception cref="NonFiniteValueException">
    /// A coordinate is NaN or infinite; names contribution and coordinate. Nothing was added.
    /// </exception>
    public void AddRange(IContributionSource contributions, ReadOnlySpan<double> weights, int cores = 1) =>
        AddRange(contributions, weights, cores, SimdWidths.Widest);

    /// <summary>Writes the sum, each coordinate rounded once; more may be added afterwards.</summary>
    /// <param name="destination">Receives the sum, <see cref="Length"/> coordinates.</param>
    /// <exception cref="LengthMismatchException">The destination has another length.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate overflowed; the destination is left all zeros.</exception>
    public void Finish(Span<float> destination) => Finish(destination, SimdWidths.Widest);

    /// <summary>Back to zeros, to merge the next shard of this length without allocating.</summary>
    public void Clear()
    {
        Array.Clear(sum);
        Array.Clear(compensation);
        Count = 0;
    }

    internal void Add(double weight, ReadOnlySpan<float> values, SimdWidth widest)
    {
        LengthMismatchException.ThrowUnlessEqual(values.Length, Length);
        ThrowUnlessWeight(weight);
        Finite.ThrowIfNot(values, nameof(values));
        Elementwise.Run(new CompensatedAddKernel(sum, compensation, new SplitWeight(weight), values), Length, widest);
        Count++;
    }

    internal void AddRange(IContributionSource contributions, ReadOnlySpan<double> weights, int cores, SimdWidth widest)
    {
        ArgumentNullException.ThrowIfNull(contributions);
        ArgumentOutOfRangeException.ThrowIfLessThan(cores, 1);
        LengthMismatchException.ThrowUnlessEqual(contributions.Length, Length);
        LengthMismatchException.ThrowUnlessEqual(weights.Length, contributions.Count);
        foreach (var weight in weights)
        {
            ThrowUnlessWeight(weight);
        }

        if (weights.IsEmpty)
        {
            return;
        }

        // The new state is written beside the old one, which stays true until the last contribution was read.
        if (nextSum.Length != Length)
        {
            (nextSum, nextCompensation) = (LargeArray.Create<float>(Length), LargeArray.Create<float>(Length));
        }

        range.Add(
            contributions, weights, new CompensatedState(sum, compensation),
            new CompensatedState(nextSum, nextCompensation), cores, widest);
        (sum, nextSum) = (nextSum, sum);
        (compensation, nextCompensation) = (nextCompensation, compensation);
        Count += weights.Length;
    }

    internal void Finish(Span<float> destination, SimdWidth widest)
    {
        LengthMismatchException.ThrowUnlessEqual(destination.Length, Length);
        Elementwise.Run(new CompensatedRoundKernel(sum, compensation, destination), Length, widest);
        var overflowed = Finite.FirstNonFiniteIndex(destination);
        if (overflowed >= 0)
        {
            var value = destination[overflowed];
            destination.Clear();
            throw new NonFiniteValueException("weighted sum", overflowed, value);
        }
    }

    private static void ThrowUnlessWeight(double weight)
    {
        if (weight is not (>= 0 and <= float.MaxValue))
        {
            throw new ArgumentOutOfRangeException(
                nameof(weight), weight, "A weight must be finite, not negative and within the range of a float.");
        }
    }
}
