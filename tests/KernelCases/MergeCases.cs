using Tapestry.Kernels.Memory;
using Tapestry.Kernels.Merging;
using Tapestry.Kernels.Merging.Centers;
using Tapestry.Kernels.Merging.Krum;
using Tapestry.Kernels.Merging.OrderStatistics;

namespace Tapestry.KernelCases;

/// <summary>Merges of 16 contributions.</summary>
internal static class MergeCases
{
    private const int Contributions = 16;

    public static IEnumerable<KernelCase> List =>
    [
        new("weighted merge of 16, per contribution", WeightedMerge)
        {
            CopyGoal = 0.5, SecondCoreGoal = 1.8, Peer = new KernelPeer("weighted_merge", 2.5),
        },
        new("median of 16, per merged coordinate", count => Merging(count, new CoordinateMedian()))
        {
            SecondCoreGoal = 1.8, Peer = new KernelPeer("median", 15),
        },
        new("trimmed mean of 16, per contribution", count => Merging(count / Contributions, new TrimmedMean(3))),
        new("krum of 16, per contribution", count => Merging(count / Contributions, new KrumRule(3))) { SecondCoreGoal = 1.8 },
        new("geometric median of 16, 3 rounds, per contribution", count => Merging(count / Contributions, new GeometricMedian())) { SecondCoreGoal = 1.8 },
        new("centered clipping of 16, per contribution", count => Merging(count / Contributions, new CenteredClipping(1))) { SecondCoreGoal = 1.8 },
    ];

    // Sixteen contributions of a sixteenth each: together they have the bytes of one vector.
    private static Action<int> WeightedMerge(int count)
    {
        var source = Source(count / Contributions);
        var sum = new WeightedSum(source.Length);
        var weights = Enumerable.Range(1, Contributions).Select(site => 1.0 / (site + 2)).ToArray();
        sum.AddRange(source, weights);
        return cores => sum.AddRange(source, weights, cores);
    }

    private static Action<int> Merging(int length, MergeRule rule)
    {
        var source = Source(length);
        var merged = LargeArray.Create<float>(length);
        rule.Merge(source, merged);
        return cores => rule.Merge(source, merged, cores);
    }

    // The same deviates, every contribution beginning elsewhere in them.
    private static InMemoryContributions Source(int length)
    {
        var deviates = Inputs.Normal(length, seed: 1);
        return new InMemoryContributions([.. Enumerable.Range(0, Contributions).Select(site =>
        {
            var shift = (int)((long)length * site / Contributions);
            var contribution = LargeArray.Create<float>(length);
            deviates.AsSpan(shift).CopyTo(contribution);
            deviates.AsSpan(0, shift).CopyTo(contribution.AsSpan(length - shift));
            return (ReadOnlyMemory<float>)contribution;
        })]);
    }
}
