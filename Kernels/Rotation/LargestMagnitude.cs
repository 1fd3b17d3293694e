using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Rotation;

/// <summary>The check that comes before anything is written: on all cores, and one pass whatever it finds.</summary>
internal static unsafe class LargestMagnitude
{
    private const int Granule = 1 << 16;

    /// <summary>The largest magnitude, 0 for an empty vector; an infinity or NaN if the vector holds one.</summary>
    public static float Of(ReadOnlySpan<float> values, int cores)
    {
        fixed (float* pointer = values)
        {
            var kernel = new Kernel(pointer);
            CoreSplit.Run(ref kernel, values.Length, Granule, cores);
            return kernel.Largest;
        }
    }

    /// <summary>Refuses coordinates too large for sums of them to stay finite, and non-finite ones.</summary>
    /// <param name="values">The vector, fp32.</param>
    /// <param name="limit">The largest magnitude that is taken.</param>
    /// <param name="operation">What the error calls the operation.</param>
    /// <param name="cores">Most cores to use.</param>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; names the first.</exception>
    /// <exception cref="ValueOutOfRangeException">A coordinate is beyond the limit; names the first.</exception>
    public static void ThrowUnlessWithin(ReadOnlySpan<float> values, float limit, string operation, int cores)
    {
        if (Of(values, cores) <= limit)
        {
            return;
        }

        Finite.ThrowIfNot(values, nameof(values));
        var index = 0;
        while (MathF.Abs(values[index]) <= limit)
        {
            index++;
        }

        throw new ValueOutOfRangeException(operation, index, values[index], limit);
    }

    private struct Kernel(float* values) : IRangeKernel
    {
        private readonly float* values = values;
        private LargestBits largest;

        public readonly float Largest => largest.Value;

        public void Run(long start, long end) => largest.Raise(
            LInfinityNorm.LargestMagnitudeBits(new ReadOnlySpan<float>(values + start, (int)(end - start))));
    }
}
