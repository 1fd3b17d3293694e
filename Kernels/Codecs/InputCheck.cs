using System.Runtime.InteropServices;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Codecs;

/// <summary>Refuses what an encoding cannot take before anything is written.</summary>
internal static class InputCheck
{
    private const int Granule = 1 << 16;
    private const int BitsOfInfinity = 0x7F80_0000;

    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; names the first.</exception>
    public static void ThrowUnlessFinite(ReadOnlySpan<float> values, int cores)
    {
        if (LargestMagnitudeBits(values, cores) >= BitsOfInfinity)
        {
            Finite.ThrowIfNot(values, nameof(values));
        }
    }

    /// <param name="values">The vector.</param>
    /// <param name="format">What the error calls the format.</param>
    /// <param name="firstTooLarge">The smallest magnitude that does not fit.</param>
    /// <param name="limit">The largest that the error names.</param>
    /// <param name="cores">Most cores to use.</param>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; names the first.</exception>
    /// <exception cref="ValueOutOfRangeException">A coordinate is too large; names the first.</exception>
    public static void ThrowUnlessBelow(
        ReadOnlySpan<float> values, string format, float firstTooLarge, float limit, int cores)
    {
        if (LargestMagnitudeBits(values, cores) >= BitConverter.SingleToInt32Bits(firstTooLarge))
        {
            ThrowFirst(values, format, firstTooLarge, limit);
        }
    }

    /// <summary>Names the offender, where there is one, on the way that is not hot.</summary>
    public static void ThrowFirst(ReadOnlySpan<float> values, string format, float firstTooLarge, float limit)
    {
        Finite.ThrowIfNot(values, nameof(values));
        for (var i = 0; i < values.Length; i++)
        {
            if (MathF.Abs(values[i]) >= firstTooLarge)
            {
                throw new ValueOutOfRangeException(format, i, values[i], limit);
            }
        }
    }

    private static unsafe int LargestMagnitudeBits(ReadOnlySpan<float> values, int cores)
    {
        fixed (float* pointer = values)
        {
            var kernel = new Kernel(pointer);
            CoreSplit.Run(ref kernel, values.Length, Granule, cores);
            return kernel.Largest;
        }
    }

    private unsafe struct Kernel(float* values) : IRangeKernel
    {
        private readonly float* values = values;
        private int largest;

        public readonly int Largest => largest;

        public void Run(long start, long end)
        {
            var found = LInfinityNorm.LargestMagnitudeBits(
                MemoryMarshal.CreateReadOnlySpan(ref values[start], (int)(end - start)));
            for (var seen = Volatile.Read(ref largest); found > seen; seen = Volatile.Read(ref largest))
            {
                Interlocked.CompareExchange(ref largest, found, seen);
            }
        }
    }
}
