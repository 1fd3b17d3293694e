using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Rotation;

/// <summary>Refuses coordinates too large for sums of them to stay finite, and non-finite ones, before anything is written.</summary>
internal static unsafe class MagnitudeLimit
{
    private const int Granule = 1 << 16;

    /// <summary>The largest magnitude of the vector.</summary>
    /// <param name="values">The vector, fp32.</param>
    /// <param name="limit">The largest magnitude that is accepted.</param>
    /// <param name="operation">What the error calls the operation.</param>
    /// <param name="cores">Most cores to use.</param>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; names the first.</exception>
    /// <exception cref="ValueOutOfRangeException">A coordinate is beyond the limit; names the first.</exception>
    public static float ThrowUnlessWithin(ReadOnlySpan<float> values, float limit, string operation, int cores)
    {
        fixed (float* pointer = values)
        {
            var kernel = new Kernel(pointer);
            CoreSplit.Run(ref kernel, values.Length, Granule, cores);
            var largest = BitConverter.Int32BitsToSingle(kernel.LargestBits);
            if (!(largest <= limit))
            {
                Throw(values, limit, operation);
            }

            return largest;
        }
    }

    private static void Throw(ReadOnlySpan<float> values, float limit, string operation)
    {
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
        private int largestBits;

        public readonly int LargestBits => largestBits;

        public void Run(long start, long end)
        {
            var largest = LInfinityNorm.LargestMagnitudeBits(new ReadOnlySpan<float>(values + start, (int)(end - start)));
            for (var seen = largestBits; largest > seen;)
            {
                var before = Interlocked.CompareExchange(ref largestBits, largest, seen);
                seen = before == seen ? largest : before;
            }
        }
    }
}
