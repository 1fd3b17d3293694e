namespace Tapestry.Kernels.Codecs.Int8;

/// <summary>Count and sum of units of each bin: integers, so the order of the coordinates does not matter.</summary>
internal unsafe struct Int8Histogram
{
    private fixed long counts[Int8Grid.Bins];
    private fixed long sums[Int8Grid.Bins];

    /// <summary>Adds to a bin; several cores may at once.</summary>
    public void Add(int bin, long count, long sumOfUnits)
    {
        Interlocked.Add(ref counts[bin], count);
        Interlocked.Add(ref sums[bin], sumOfUnits);
    }

    /// <summary>The mean of each bin's members; the bin's centre where it has none.</summary>
    public readonly void WriteMeans(in Int8Grid grid, Span<float> means)
    {
        for (var bin = 0; bin < Int8Grid.Bins; bin++)
        {
            var unit = counts[bin] == 0
                ? (bin + 0.5) * (1 << Int8Grid.UnitBits)
                : (double)sums[bin] / counts[bin];
            means[bin] = grid.ValueAt(unit);
        }
    }
}
