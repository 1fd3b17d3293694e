namespace Tapestry.Kernels.Norms;

/// <summary>The largest magnitude seen by any core, as bits: as integers they sort as floats do, infinities and NaN above.</summary>
internal struct LargestBits
{
    private int bits;

    public readonly int Bits => bits;

    public readonly float Value => BitConverter.Int32BitsToSingle(bits);

    /// <summary>Takes the larger; any core, any order.</summary>
    public void Raise(int candidate)
    {
        for (var seen = bits; candidate > seen;)
        {
            var before = Interlocked.CompareExchange(ref bits, candidate, seen);
            seen = before == seen ? candidate : before;
        }
    }
}
