using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Merging.OrderStatistics;

/// <summary>
/// Sorts the values of each coordinate and averages a range of ranks, a strip of coordinates at a time. A strip holds one
/// row a contribution; sorting orders each of its columns. Minimum and maximum have no rounding: no register width shows.
/// </summary>
internal readonly unsafe struct SortedStrips : IRangeKernel
{
    /// <summary>Coordinates of a strip: four registers of 512 bits, so that comparators do not wait for each other.</summary>
    public const int StripLength = 64;

    private const int CacheLineBytes = 64;

    /// <summary>One <c>float*</c> a contribution.</summary>
    public required nint* Slices { get; init; }

    public required int Contributions { get; init; }

    public required Comparator* Comparators { get; init; }

    public required int ComparatorCount { get; init; }

    /// <summary>First rank averaged, from 0.</summary>
    public required int First { get; init; }

    /// <summary>Last rank averaged.</summary>
    public required int Last { get; init; }

    public required float* Destination { get; init; }

    /// <summary>Set to 1 when a value is not finite.</summary>
    public required int* NonFinite { get; init; }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public void Run(long start, long end)
    {
        var room = stackalloc byte[(Contributions * StripLength * sizeof(float)) + CacheLineBytes];
        var strip = (float*)(((nuint)room + CacheLineBytes - 1) & ~(nuint)(CacheLineBytes - 1));
        var averaged = stackalloc float[StripLength];
        for (; start < end; start += StripLength)
        {
            var length = (int)Math.Min(StripLength, end - start);
            if (!Load(strip, start, length))
            {
                Volatile.Write(ref *NonFinite, 1);
                return;
            }

            Sort(strip);
            Average(strip, averaged);
            new ReadOnlySpan<float>(averaged, length).CopyTo(new Span<float>(Destination + start, length));
        }
    }

    /// <summary>Loads a strip, a zero of either sign as +0, so that equal values have equal bits; false if one is not finite.</summary>
    private bool Load(float* strip, long start, int length)
    {
        var probe = Vector512<float>.Zero;
        for (var row = 0; row < Contributions; row++)
        {
            var source = (float*)Slices[row] + start;
            var target = strip + ((long)row * StripLength);
            if (length < StripLength)
            {
                new Span<float>(target, StripLength).Clear();
                new ReadOnlySpan<float>(source, length).CopyTo(new Span<float>(target, length));
                source = target;
            }

            for (var lane = 0; lane < StripLength; lane += Vector512<float>.Count)
            {
                var values = Vector512.Load(source + lane);
                probe |= values - values;
                (values + Vector512<float>.Zero).Store(target + lane);
            }
        }

        // x - x is +0 for a number and NaN for all else.
        return probe.AsInt32() == Vector512<int>.Zero;
    }

    [MethodImpl(HotLoop.Compiled)]
    private void Sort(float* strip)
    {
        var end = Comparators + ComparatorCount;
        for (var comparator = Comparators; comparator < end; comparator++)
        {
            var low = strip + ((long)comparator->Low * StripLength);
            var high = strip + ((long)comparator->High * StripLength);
            Exchange(low, high);
            Exchange(low + 16, high + 16);
            Exchange(low + 32, high + 32);
            Exchange(low + 48, high + 48);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exchange(float* low, float* high)
    {
        var (a, b) = (Vector512.Load(low), Vector512.Load(high));
        Vector512.MinNative(a, b).Store(low);
        Vector512.MaxNative(a, b).Store(high);
    }

    private void Average(float* strip, float* averaged)
    {
        var count = Vector512.Create((double)(Last - First + 1));
        for (var lane = 0; lane < StripLength; lane += Vector512<float>.Count)
        {
            var (lower, upper) = Vector512.Widen(Vector512.Load(strip + ((long)First * StripLength) + lane));
            for (var rank = First + 1; rank <= Last; rank++)
            {
                var (low, high) = Vector512.Widen(Vector512.Load(strip + ((long)rank * StripLength) + lane));
                lower += low;
                upper += high;
            }

            Vector512.Narrow(lower / count, upper / count).Store(averaged + lane);
        }
    }
}
