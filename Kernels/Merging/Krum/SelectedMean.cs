using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Merging.Krum;

/// <summary>Mean of contributions, in double, in their order, rounded once; that of one is its bits.</summary>
internal sealed unsafe class SelectedMean(int contributions)
{
    private const int Granule = 4096;
    private const int SlicesLength = 1 << 21;

    private readonly PinnedSlices slices =
        new(contributions, Math.Max(Granule, SlicesLength / contributions / Granule * Granule));

    public void Compute(IContributionSource source, Span<float> destination, int cores)
    {
        for (var start = 0; start < destination.Length; start += Math.Min(slices.Length, destination.Length - start))
        {
            var length = Math.Min(slices.Length, destination.Length - start);
            fixed (float* target = destination.Slice(start, length))
            {
                var kernel = new Kernel(slices.Pointers, contributions, target);
                slices.Run(source, ..contributions, start, length, ref kernel, Granule, cores);
            }
        }
    }

    private readonly struct Kernel(nint* slices, int count, float* target) : IRangeKernel
    {
        private readonly nint* slices = slices;
        private readonly int count = count;
        private readonly float* target = target;

        [MethodImpl(HotLoop.Compiled)]
        public void Run(long start, long end)
        {
            if (count == 1)
            {
                new ReadOnlySpan<float>((float*)slices[0] + start, (int)(end - start))
                    .CopyTo(new Span<float>(target + start, (int)(end - start)));
                return;
            }

            var index = start;
            var divisor = Vector512.Create((double)count);
            for (; end - index >= Vector512<float>.Count; index += Vector512<float>.Count)
            {
                var (lower, upper) = (Vector512<double>.Zero, Vector512<double>.Zero);
                for (var contribution = 0; contribution < count; contribution++)
                {
                    var (front, back) = Vector512.Widen(Vector512.Load((float*)slices[contribution] + index));
                    (lower, upper) = (lower + front, upper + back);
                }

                Vector512.Narrow(lower / divisor, upper / divisor).Store(target + index);
            }

            for (; index < end; index++)
            {
                var sum = 0.0;
                for (var contribution = 0; contribution < count; contribution++)
                {
                    sum += ((float*)slices[contribution])[index];
                }

                target[index] = (float)(sum / count);
            }
        }
    }
}
