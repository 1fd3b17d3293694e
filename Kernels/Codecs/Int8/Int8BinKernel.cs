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

    // A table's word: the sum of units above bit 20, the count below; no more than 2^16 coordinates between two clears.
    private const int SumShift = 20;
    private const int BinShift = SumShift + Int8Grid.UnitBits;
    private const ulong One = 1;

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
                tables[unit >> Int8Grid.UnitBits] += ((ulong)unit << SumShift) | One;
            }

            Flush(tables);
        }
    }

    /// <summary>
    /// The coordinates up to the last whole stage. One stage is computed while the one before is counted: the processor
    /// overlaps the two.
    /// </summary>
    [MethodImpl(HotLoop.Compiled)]
    private long BinWhole(long start, long end, ulong* tables)
    {
        // Aligned, because a load waits long for a store that lies across two lines.
        var space = stackalloc byte[(2 * StageLength * sizeof(ulong)) + Vector512<byte>.Count];
        var stages = (ulong*)(((nuint)space + (nuint)Vector512<byte>.Count - 1) & ~((nuint)Vector512<byte>.Count - 1));
        var line = grid;
        var position = start;
        for (; end - position >= StageLength; position += StageLength)
        {
            Stage(line, values + position, bins + position, stages + (position & StageLength));
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
    private static void Stage(in Int8Grid grid, float* source, byte* bin, ulong* stage)
    {
        Prefetch.At(source + PrefetchDistance);
        Prefetch.At(source + PrefetchDistance + Prefetch.Line);
        Prefetch.At(source + PrefetchDistance + (2 * Prefetch.Line));
        Prefetch.At(source + PrefetchDistance + (3 * Prefetch.Line));
        var (a, b) = (grid.UnitsOf(Vector512.Load(source)), grid.UnitsOf(Vector512.Load(source + 16)));
        var (c, d) = (grid.UnitsOf(Vector512.Load(source + 32)), grid.UnitsOf(Vector512.Load(source + 48)));
        StoreWords(a, stage);
        StoreWords(b, stage + 16);
        StoreWords(c, stage + 32);
        StoreWords(d, stage + 48);
        Vector512.Narrow(
            Vector512.Narrow(a >>> Int8Grid.UnitBits, b >>> Int8Grid.UnitBits),
            Vector512.Narrow(c >>> Int8Grid.UnitBits, d >>> Int8Grid.UnitBits)).Store(bin);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreWords(Vector512<uint> units, ulong* words)
    {
        var (lower, upper) = Vector512.Widen(units);
        ((lower << SumShift) | Vector512.Create(One)).Store(words);
        ((upper << SumShift) | Vector512.Create(One)).Store(words + 8);
    }

    /// <summary>Neighbours go to different tables, so that equal bins in a row do not wait for each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Count(ulong* stage, ulong* tables)
    {
        const int table = Int8Grid.Bins;
        for (var word = stage; word < stage + StageLength; word += Tables)
        {
            ulong a = word[0], b = word[1], c = word[2], d = word[3], e = word[4], f = word[5], g = word[6], h = word[7];
            tables[a >> BinShift] += a;
            tables[table + (b >> BinShift)] += b;
            tables[(2 * table) + (c >> BinShift)] += c;
            tables[(3 * table) + (d >> BinShift)] += d;
            tables[(4 * table) + (e >> BinShift)] += e;
            tables[(5 * table) + (f >> BinShift)] += f;
            tables[(6 * table) + (g >> BinShift)] += g;
            tables[(7 * table) + (h >> BinShift)] += h;
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
                count += (long)(word & ((One << SumShift) - 1));
                sum += (long)(word >> SumShift);
                word = 0;
            }

            if (count != 0)
            {
                histogram->Add(bin, count, sum);
            }
        }
    }
}
