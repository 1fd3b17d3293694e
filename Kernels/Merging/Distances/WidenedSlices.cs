using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Merging.Distances;

/// <summary>One slice of every contribution, widened to double and filled up with zeros to whole blocks.</summary>
internal sealed unsafe class WidenedSlices
{
    // Values of one slice of all contributions: a core's share stays in its second-level cache.
    private const int SlicesLength = 1 << 17;

    private readonly AlignedBuffer<double> rows;
    private readonly PinnedSlices slices;

    public WidenedSlices(int contributions)
    {
        Contributions = contributions;
        Length = Math.Max(1, SlicesLength / contributions / SquaredDistance.BlockLength) * SquaredDistance.BlockLength;
        rows = new AlignedBuffer<double>(contributions * Length);
        slices = new PinnedSlices(contributions, Length);
    }

    public int Contributions { get; }

    /// <summary>Coordinates of a slice, whole blocks.</summary>
    public int Length { get; }

    /// <summary>The first coordinate of the first contribution's slice; each contribution's begins <see cref="Length"/> later.</summary>
    public double* Rows => rows.Pointer;

    /// <summary>Loads the slice that begins at a coordinate; the last one of a vector may be short.</summary>
    public void Load(IContributionSource source, int start, int length, int cores)
    {
        var nonFinite = 0;
        var kernel = new WidenKernel(slices.Pointers, Contributions, rows.Pointer, Length, &nonFinite);
        slices.Run(source, ..Contributions, start, length, ref kernel, SquaredDistance.BlockLength, cores);
        if (nonFinite != 0)
        {
            source.ThrowIfNotFinite(start, slices.Buffer(length));
        }
    }

    private readonly struct WidenKernel(nint* slices, int count, double* rows, int rowLength, int* nonFinite) : IRangeKernel
    {
        private readonly nint* slices = slices;
        private readonly int count = count;
        private readonly double* rows = rows;
        private readonly int rowLength = rowLength;
        private readonly int* nonFinite = nonFinite;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(long start, long end)
        {
            // x - x is NaN, which has bits, unless x is finite.
            var probe = Vector512<float>.Zero;
            for (var contribution = 0; contribution < count; contribution++)
            {
                var source = (float*)slices[contribution];
                var target = rows + ((long)contribution * rowLength);
                var index = start;
                for (; end - index >= Vector512<float>.Count; index += Vector512<float>.Count)
                {
                    var loaded = Vector512.Load(source + index);
                    var (lower, upper) = Vector512.Widen(loaded);
                    probe |= loaded - loaded;
                    lower.Store(target + index);
                    upper.Store(target + index + 8);
                }

                for (; index < end; index++)
                {
                    probe |= Vector512.CreateScalar(source[index] - source[index]);
                    target[index] = source[index];
                }

                for (; index % SquaredDistance.BlockLength != 0; index++)
                {
                    target[index] = 0;
                }
            }

            if (probe.AsInt32() != Vector512<int>.Zero)
            {
                Volatile.Write(ref *nonFinite, 1);
            }
        }
    }
}
