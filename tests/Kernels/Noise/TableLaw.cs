using System.Numerics;
using Tapestry.Kernels.Noise;
using Tapestry.Kernels.Noise.Tables;

namespace Tapestry.Kernels.Tests.Noise;

/// <summary>The law that tables draw from, read back out of them bucket by bucket, layers convolved exactly.</summary>
internal sealed class TableLaw
{
    private const int TableBits = 96;

    public TableLaw(LayeredLaw law)
    {
        BigInteger[] whole = [1];
        for (var l = 0; l < law.Layers.Length; l++)
        {
            whole = Convolve(whole, Read(law.Tables[l]), (int)law.Layers[l].Multiplier);
            ScaleBits += TableBits;
        }

        Total = whole.Aggregate(BigInteger.Zero, (total, p) => total + p);
        IsSymmetric = whole.SequenceEqual(whole.Reverse());
        Probabilities = whole[(whole.Length / 2)..];
    }

    public int ScaleBits { get; }

    /// <summary>Of 0, 1, 2, ..., scaled by <c>2^ScaleBits</c>.</summary>
    public IReadOnlyList<BigInteger> Probabilities { get; }

    public BigInteger Total { get; }

    public bool IsSymmetric { get; }

    public double Probability(int x) => Math.ScaleB((double)Probabilities[x], -ScaleBits);

    private static BigInteger[] Convolve(BigInteger[] fine, BigInteger[] coarse, int multiplier)
    {
        var sum = new BigInteger[fine.Length + (multiplier * (coarse.Length - 1))];
        for (var draw = 0; draw < coarse.Length; draw++)
        {
            for (var x = 0; x < fine.Length; x++)
            {
                sum[(multiplier * draw) + x] += fine[x] * coarse[draw];
            }
        }

        return sum;
    }

    private static BigInteger[] Read(AliasTable table)
    {
        var full = BigInteger.One << (TableBits - table.IndexBits);
        var probabilities = new BigInteger[table.Entries.Length];
        for (var bucket = 0; bucket < table.Entries.Length; bucket++)
        {
            var entry = table.Entries[bucket];
            var threshold = ((BigInteger)(entry >> table.IndexBits) << 64) + table.Tails[bucket];
            probabilities[bucket] += threshold;
            probabilities[entry & (uint)(table.Entries.Length - 1)] += full - threshold;
        }

        Assert.All(probabilities.Skip((2 * table.Center) + 1), p => Assert.True(p.IsZero));
        return probabilities[..((2 * table.Center) + 1)];
    }
}
