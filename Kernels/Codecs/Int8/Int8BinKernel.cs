using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Codecs.Int8;

/// <summary>Writes each coordinate's bin and counts the bins.</summary>
internal readonly unsafe struct Int8BinKernel(
    float* values, byte* bins, Int8Histogram* histogram, Int8Grid grid, bool vector) : IRangeKernel
{
    /// <summary>A part starts at a multiple of it.</summary>
    public const int Granule = 1 << 16;

    private const int StageLength = 1024;
    private const int Tables = 4;

    // A table's word: the count above bit 40, the sum of units below; no more than 2^16 coordinates between two clears.
    private const int CountShift = 40;
    private const ulong One = 1UL << CountShift;

    private readonly float* values = values;
    private readonly byte* bins = bins;
    private readonly Int8Histogram* histogram = histogram;
    private readonly Int8Grid grid = grid;
    private readonly bool vector = vector;

    public void Run(long start, long end)
    {
        var tables = stackalloc ulong[Tables * Int8Grid.Bins];
        var stage = stackalloc uint[StageLength];
        for (; start < end; start += Granule)
        {
            var stop = Math.Min(start + Granule, end);
            for (var position = start; position < stop; position += StageLength)
            {
                var count = (int)Math.Min(StageLength, stop - position);
                Stage(position, count, stage);
                Count(stage, count, tables);
            }

            Flush(tables);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Stage(long position, int count, uint* stage)
    {
        var source = values + position;
        var bin = bins + position;
        var index = 0;
        for (; vector && count - index >= 64; index += 64)
        {
            var (a, b) = (grid.UnitsOf(Vector512.Load(source + index)), grid.UnitsOf(Vector512.Load(source + index + 16)));
            var (c, d) = (grid.UnitsOf(Vector512.Load(source + index + 32)), grid.UnitsOf(Vector512.Load(source + index + 48)));
            a.Store(stage + index);
            b.Store(stage + index + 16);
            c.Store(stage + index + 32);
            d.Store(stage + index + 48);
            Vector512.Narrow(
                Vector512.Narrow(a >>> Int8Grid.UnitBits, b >>> Int8Grid.UnitBits),
                Vector512.Narrow(c >>> Int8Grid.UnitBits, d >>> Int8Grid.UnitBits)).Store(bin + index);
        }

        for (; index < count; index++)
        {
            stage[index] = grid.UnitOf(source[index]);
            bin[index] = (byte)(stage[index] >> Int8Grid.UnitBits);
        }
    }

    /// <summary>Neighbours go to different tables, so that equal bins in a row do not wait for each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Count(uint* stage, int count, ulong* tables)
    {
        var a = tables;
        var b = tables + Int8Grid.Bins;
        var c = tables + (2 * Int8Grid.Bins);
        var d = tables + (3 * Int8Grid.Bins);
        var index = 0;
        for (; count - index >= Tables; index += Tables)
        {
            var (p, q, r, s) = (stage[index], stage[index + 1], stage[index + 2], stage[index + 3]);
            a[p >> Int8Grid.UnitBits] += One + p;
            b[q >> Int8Grid.UnitBits] += One + q;
            c[r >> Int8Grid.UnitBits] += One + r;
            d[s >> Int8Grid.UnitBits] += One + s;
        }

        for (; index < count; index++)
        {
            a[stage[index] >> Int8Grid.UnitBits] += One + stage[index];
        }
    }

    private void Flush(ulong* tables)
    {
        for (var bin = 0; bin < Int8Grid.Bins; bin++)
        {
            var (count, sum) = (0L, 0L);
            for (var table = 0; table < Tables; table++)
            {
                ref var word = ref tables[(table * Int8Grid.Bins) + bin];
                count += (long)(word >> CountShift);
                sum += (long)(word & (One - 1));
                word = 0;
            }

            if (count != 0)
            {
                histogram->Add(bin, count, sum);
            }
        }
    }
}
