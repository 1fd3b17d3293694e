namespace Tapestry.Kernels.SecureEncoding;

/// <summary>What tiles find out, gathered from all cores: every part is a maximum, minimum or sum, so order cannot matter.</summary>
internal struct EncodingTally
{
    private int gate;
    private long firstOffender;

    public EncodingTally() => firstOffender = long.MaxValue;

    /// <summary>Bits of the largest magnitude of a product; NaN and infinities sort above all.</summary>
    public int LargestProductBits { get; private set; }

    public uint LargestMagnitude { get; private set; }

    public UInt128 SumOfSquares { get; private set; }

    public long Clamped { get; private set; }

    public readonly float LargestProduct => BitConverter.Int32BitsToSingle(LargestProductBits);

    /// <summary>The first coordinate beyond the limit and its integer, if there is one.</summary>
    public readonly (long Coordinate, int Value)? FirstOffender =>
        firstOffender == long.MaxValue ? null : (firstOffender >> 32, (int)firstOffender);

    public void Add(int largestProductBits, uint largestMagnitude, UInt128 sumOfSquares)
    {
        LargestProductBits = Math.Max(LargestProductBits, largestProductBits);
        LargestMagnitude = Math.Max(LargestMagnitude, largestMagnitude);
        SumOfSquares += sumOfSquares;
    }

    public void AddClamped(int count) => Clamped += count;

    /// <summary>Coordinates are below 2^31, so coordinate and value sort as one number by coordinate.</summary>
    public void AddOffender(long coordinate, int value) =>
        firstOffender = Math.Min(firstOffender, (coordinate << 32) | (uint)value);

    /// <summary>Takes in another core's tally.</summary>
    public void Merge(in EncodingTally other)
    {
        while (Interlocked.Exchange(ref gate, 1) != 0)
        {
            Thread.SpinWait(1);
        }

        Add(other.LargestProductBits, other.LargestMagnitude, other.SumOfSquares);
        Clamped += other.Clamped;
        firstOffender = Math.Min(firstOffender, other.firstOffender);
        Volatile.Write(ref gate, 0);
    }
}
