using System.Runtime.InteropServices;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Codecs;

/// <summary>Refuses NaN and infinities on several cores.</summary>
internal static class FiniteScan
{
    private const int Granule = 1 << 16;

    /// <exception cref="Errors.NonFiniteValueException">A coordinate is NaN or infinite; names the first.</exception>
    public static unsafe void ThrowIfNot(ReadOnlySpan<float> values, string vector, int cores)
    {
        fixed (float* pointer = values)
        {
            var kernel = new Kernel(pointer);
            CoreSplit.Run(ref kernel, values.Length, Granule, cores);
            if (kernel.Found)
            {
                Finite.ThrowIfNot(values, vector);
            }
        }
    }

    private unsafe struct Kernel(float* values) : IRangeKernel
    {
        private readonly float* values = values;
        private bool found;

        public readonly bool Found => found;

        public void Run(long start, long end)
        {
            if (Finite.FirstNonFiniteIndex(MemoryMarshal.CreateReadOnlySpan(ref values[start], (int)(end - start))) >= 0)
            {
                Volatile.Write(ref found, true);
            }
        }
    }
}
