using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Merging;

/// <summary>
/// Streams contributions into <c>sum of weight * values</c>. Each coordinate holds an unevaluated pair of floats:
/// products and additions are split into result and exact error (TwoProduct and TwoSum; Ogita, Rump and Oishi, 2005),
/// so the sum is as if computed in twice the precision and rounded once. Memory is 8 bytes a coordinate, whatever the
/// number of contributions.
/// </summary>
/// <remarks>
/// Law: the result depends on the order of the additions, which the caller fixes, and on nothing else; it has the same
/// bits at any register width, and any slicing of the coordinates gives the bits of the whole.
/// </remarks>
public sealed class WeightedSum
{
    private readonly float[] sum;
    private readonly float[] compensation;

    /// <summary>An empty sum: all zeros.</summary>
    /// <param name="length">Coordinates of every contribution, 0 or more.</param>
    public WeightedSum(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        sum = new float[length];
        compensation = new float[length];
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

    /// <summary>Writes the sum, each coordinate rounded once; more may be added afterwards.</summary>
    /// <param name="destination">Receives the sum, <see cref="Length"/> coordinates.</param>
    /// <exception cref="LengthMismatchException">The destination has another length.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate overflowed; the destination is not to be used.</exception>
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
        if (weight is not (>= 0 and <= float.MaxValue))
        {
            throw new ArgumentOutOfRangeException(
                nameof(weight), weight, "A weight must be finite, not negative and within the range of a float.");
        }

        Finite.ThrowIfNot(values, nameof(values));
        var high = (float)weight;
        var low = (float)(weight - high);
        Elementwise.Run(new CompensatedAddKernel(sum, compensation, values, high, low), Length, widest);
        Count++;
    }

    internal void Finish(Span<float> destination, SimdWidth widest)
    {
        LengthMismatchException.ThrowUnlessEqual(destination.Length, Length);
        Elementwise.Run(new CompensatedRoundKernel(sum, compensation, destination), Length, widest);
        Finite.ThrowIfNot(destination, "weighted sum");
    }
}
