using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tapestry.Kernels.Merging.OrderStatistics;

/// <summary>
/// A tile of every contribution, cut into strips of <see cref="StripLength"/> coordinates. A strip holds one row a
/// contribution; sorting orders each of its columns. Minimum and maximum have no rounding, so no register width shows.
/// </summary>
internal sealed class SortedPanel
{
    /// <summary>Coordinates of a row: four registers of 512 bits.</summary>
    public const int StripLength = 64;

    // Half a megabyte stays in a second-level cache from loading to sorting.
    private const int PanelLength = 1 << 17;

    private readonly int rows;
    private readonly Comparator[] comparators;
    private readonly AlignedBuffer<float> panel;
    private readonly float[] buffer;

    public SortedPanel(int contributions, int firstRank, int lastRank)
    {
        rows = contributions;
        FirstRank = firstRank;
        LastRank = lastRank;
        comparators = SortingNetwork.ForRanks(contributions, firstRank, lastRank);
        TileLength = Math.Max(PanelLength / contributions / StripLength, 1) * StripLength;
        panel = new AlignedBuffer<float>(contributions * TileLength);
        buffer = new float[TileLength];
    }

    /// <summary>Ranks that sorting puts in their places, from 0: the first and the last.</summary>
    public int FirstRank { get; }

    /// <inheritdoc cref="FirstRank"/>
    public int LastRank { get; }

    /// <summary>Coordinates that one load may take, a multiple of <see cref="StripLength"/>.</summary>
    public int TileLength { get; }

    public bool IsFor(int contributions, int firstRank, int lastRank) =>
        (rows, FirstRank, LastRank) == (contributions, firstRank, lastRank);

    /// <summary>Loads a tile; a zero of either sign becomes +0, so that equal values have equal bits.</summary>
    public void Load(IContributionSource contributions, int start, int length)
    {
        var probe = Vector512<float>.Zero;
        for (var row = 0; row < rows; row++)
        {
            probe |= LoadRow(contributions.Read(row, start, buffer.AsSpan(0, length)), row);
        }

        if (probe.AsInt32() != Vector512<int>.Zero)
        {
            contributions.ThrowIfNotFinite(start, buffer.AsSpan(0, length));
        }
    }

    /// <summary>Sorts one strip and returns it: row k, for a needed rank k, holds the k-th smallest of each column.</summary>
    public ReadOnlySpan<float> Sort(int strip)
    {
        var sorted = Strip(strip);
        Sort(ref MemoryMarshal.GetReference(sorted), comparators);
        return sorted;
    }

    private Span<float> Strip(int strip) => panel.Span.Slice(strip * rows * StripLength, rows * StripLength);

    /// <summary>Copies a row into its strips. What returns has a bit set if a value is not finite: x - x is NaN then.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Vector512<float> LoadRow(ReadOnlySpan<float> values, int row)
    {
        var probe = Vector512<float>.Zero;
        ref var source = ref MemoryMarshal.GetReference(values);
        for (var strip = 0; strip * StripLength < values.Length; strip++)
        {
            var target = Strip(strip).Slice(row * StripLength, StripLength);
            var start = strip * StripLength;
            if (values.Length - start < StripLength)
            {
                values[start..].CopyTo(target);
                target[(values.Length - start)..].Clear();
                probe |= LoadStrip(ref target[0], ref target[0]);
            }
            else
            {
                probe |= LoadStrip(ref Unsafe.Add(ref source, start), ref target[0]);
            }
        }

        return probe;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> LoadStrip(ref float source, ref float target)
    {
        var probe = Vector512<float>.Zero;
        for (nuint lane = 0; lane < StripLength; lane += 16)
        {
            var values = Vector512.LoadUnsafe(ref source, lane);
            probe |= values - values;
            (values + Vector512<float>.Zero).StoreUnsafe(ref target, lane);
        }

        return probe;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sort(ref float strip, ReadOnlySpan<Comparator> comparators)
    {
        foreach (var comparator in comparators)
        {
            ref var low = ref Unsafe.Add(ref strip, comparator.Low * StripLength);
            ref var high = ref Unsafe.Add(ref strip, comparator.High * StripLength);
            Exchange(ref low, ref high, 0);
            Exchange(ref low, ref high, 16);
            Exchange(ref low, ref high, 32);
            Exchange(ref low, ref high, 48);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exchange(ref float low, ref float high, nuint lane)
    {
        var (a, b) = (Vector512.LoadUnsafe(ref low, lane), Vector512.LoadUnsafe(ref high, lane));
        Vector512.MinNative(a, b).StoreUnsafe(ref low, lane);
        Vector512.MaxNative(a, b).StoreUnsafe(ref high, lane);
    }
}
