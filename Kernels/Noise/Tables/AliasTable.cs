using System.Numerics;

namespace Tapestry.Kernels.Noise.Tables;

/// <summary>
/// A symmetric law on the integers as an alias table (Walker, 1977): 2^k buckets of equal probability, each split by a
/// threshold between its own value and one other. Probabilities are exact multiples of 2^-96.
/// </summary>
/// <remarks>
/// A draw takes a 32-bit word w and, rarely, a 64-bit word e. The bucket is <c>b = w mod 2^k</c>; the threshold's first
/// <c>32 - k</c> bits are <c>entry[b] >> k</c> and its last 64 <c>tail[b]</c>. The draw is b if <c>w >> k</c> is below
/// <c>entry[b] >> k</c>, or equal and e below <c>tail[b]</c>; otherwise it is <c>entry[b] mod 2^k</c>. Its value is the
/// draw less <see cref="Center"/>.
/// </remarks>
internal sealed class AliasTable
{
    /// <summary>Values of a smaller weight, relative to that of 0, are left out: all together less than 2^-78 of the law.</summary>
    public static readonly FixedPoint TailCut = new(BigInteger.One << (FixedPoint.FractionBits - 80));

    private const int ProbabilityBits = 96;
    private const int TailBits = 64;

    /// <summary>Builds the table of a law with these weights at 0, +-1, +-2, ...</summary>
    public AliasTable(IReadOnlyList<FixedPoint> weights)
    {
        Center = weights.Count - 1;
        IndexBits = Math.Max(1, (int)BitOperations.Log2((uint)(2 * Center)) + 1);
        Entries = GC.AllocateArray<uint>(1 << IndexBits, pinned: true);
        Tails = GC.AllocateArray<ulong>(1 << IndexBits, pinned: true);
        var probabilities = Probabilities(weights);
        Variance = VarianceOf(probabilities);
        Fill(probabilities);
    }

    /// <summary>The draw that stands for the value 0, and the largest value.</summary>
    public int Center { get; }

    /// <summary>k.</summary>
    public int IndexBits { get; }

    /// <summary>Threshold and other draw of every bucket; pinned.</summary>
    public uint[] Entries { get; }

    /// <summary>Last 64 bits of every threshold; pinned.</summary>
    public ulong[] Tails { get; }

    /// <summary>Variance of a draw's value.</summary>
    public double Variance { get; }

    private UInt128[] Probabilities(IReadOnlyList<FixedPoint> weights)
    {
        var sum = weights.Aggregate(-weights[0].Raw, (total, weight) => total + (2 * weight.Raw));
        var probabilities = new UInt128[1 << IndexBits];
        var rest = UInt128.One << ProbabilityBits;
        for (var value = weights.Count - 1; value > 0; value--)
        {
            var probability = (UInt128)((weights[value].Raw << ProbabilityBits) / sum);
            (probabilities[Center - value], probabilities[Center + value]) = (probability, probability);
            rest -= 2 * probability;
        }

        probabilities[Center] = rest;
        return probabilities;
    }

    private double VarianceOf(UInt128[] probabilities)
    {
        var sum = 0.0;
        for (var draw = 0; draw <= 2 * Center; draw++)
        {
            sum += (double)probabilities[draw] * (draw - Center) * (draw - Center);
        }

        return Math.ScaleB(sum, -ProbabilityBits);
    }

    /// <summary>Vose's construction (1991), on integers, so that every bucket ends exactly full.</summary>
    private void Fill(UInt128[] left)
    {
        var full = UInt128.One << (ProbabilityBits - IndexBits);
        var buckets = Enumerable.Range(0, left.Length).ToArray();
        var small = new Stack<int>(buckets.Where(bucket => left[bucket] < full));
        var large = new Stack<int>(buckets.Where(bucket => left[bucket] >= full));
        while (small.TryPop(out var bucket))
        {
            var other = large.Peek();
            Set(bucket, other, left[bucket]);
            left[other] -= full - left[bucket];
            if (left[other] < full)
            {
                small.Push(large.Pop());
            }
        }

        foreach (var bucket in large)
        {
            Set(bucket, bucket, UInt128.Zero);
        }
    }

    private void Set(int bucket, int other, UInt128 threshold)
    {
        Entries[bucket] = ((uint)(threshold >> TailBits) << IndexBits) | (uint)other;
        Tails[bucket] = (ulong)threshold;
    }
}
