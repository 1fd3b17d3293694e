using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Codecs.Int8;

/// <summary>Writes each coordinate's bin and counts the bins.</summary>
internal readonly unsafe struct Int8BinKernel(
    float* values, byte* bins, Int8Histogram* histogram, Int8Grid grid, bool vector) : IRangeKernel
{
    /// <summary>A part starts at a multiple of it.</summary>
    public const int Granule = 1 << 16;

    private const int StageLength = 64;
    private const int PrefetchDistance = 1024;
    private const int Tables = 8;

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
        for (; start < end; start += Granule)
        {
            var stop = Math.Min(start + Granule, end);
            var position = vector ? BinWhole(start, stop, tables) : start;
            for (; position < stop; position++)
            {
                var unit = grid.UnitOf(values[position]);
                bins[position] = (byte)(unit >> Int8Grid.UnitBits);
                tables[unit >> Int8Grid.UnitBits] += One + unit;
            }

            Flush(tables);
        }
    }

    /// <summary>
    /// The coordinates up to the last whole stage. One stage is computed while the one before is counted: the processor
    /// overlaps the two.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private long BinWhole(long start, long end, ulong* tables)
    {
        var stages = stackalloc uint[2 * StageLength];
        var line = grid;
        var position = start;
        for (; end - position >= StageLength; position += StageLength)
        {
            var stage = stages + (position & StageLength);
            Stage(line, values + position, bins + position, stage);
            if (position > start)
            {
                Count(stages + (~position & StageLength), tables);
            }
        }

        if (position > start)
        {
            Count(stages + (~position & StageLength), tables);
        }

        return position;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Stage(in Int8Grid grid, float* source, byte* bin, uint* stage)
    {
        Prefetch.At(source + PrefetchDistance);
        Prefetch.At(source + PrefetchDistance + Prefetch.Line);
        Prefetch.At(source + PrefetchDistance + (2 * Prefetch.Line));
        Prefetch.At(source + PrefetchDistance + (3 * Prefetch.Line));
        var (a, b) = (grid.UnitsOf(Vector512.Load(source)), grid.UnitsOf(Vector512.Load(source + 16)));
        var (c, d) = (grid.UnitsOf(Vector512.Load(source + 32)), grid.UnitsOf(Vector512.Load(source + 48)));
        a.Store(stage);
        b.Store(stage + 16);
        c.Store(stage + 32);
        d.Store(stage + 48);
        Vector512.Narrow(
            Vector512.Narrow(a >>> Int8Grid.UnitBits, b >>> Int8Grid.UnitBits),
            Vector512.Narrow(c >>> Int8Grid.UnitBits, d >>> Int8Grid.UnitBits)).Store(bin);
    }

    /// <summary>Neighbours go to different tables, so that equal bins in a row do not wait for each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Count(uint* stage, ulong* tables)
    {
        const int table = Int8Grid.Bins;
        for (var index = 0; index < StageLength; index += Tables)
        {
            ulong ab = *(ulong*)(stage + index), cd = *(ulong*)(stage + index + 2);
            ulong ef = *(ulong*)(stage + index + 4), gh = *(ulong*)(stage + index + 6);
            ulong a = (uint)ab, b = ab >> 32, c = (uint)cd, d = cd >> 32, e = (uint)ef, f = ef >> 32, g = (uint)gh, h = gh >> 32;
            tables[a >> Int8Grid.UnitBits] += One + a;
            tables[table + (b >> Int8Grid.UnitBits)] += One + b;
            tables[(2 * table) + (c >> Int8Grid.UnitBits)] += One + c;
            tables[(3 * table) + (d >> Int8Grid.UnitBits)] += One + d;
            tables[(4 * table) + (e >> Int8Grid.UnitBits)] += One + e;
            tables[(5 * table) + (f >> Int8Grid.UnitBits)] += One + f;
            tables[(6 * table) + (g >> Int8Grid.UnitBits)] += One + g;
            tables[(7 * table) + (h >> Int8Grid.UnitBits)] += One + h;
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
