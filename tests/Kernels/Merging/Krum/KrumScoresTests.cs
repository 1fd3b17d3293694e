using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Merging;
using Tapestry.Kernels.Merging.Distances;
using Tapestry.Kernels.Merging.Krum;

namespace Tapestry.Kernels.Tests.Merging.Krum;

public sealed class KrumScoresTests
{
    [Fact]
    public void Small_vectors_give_the_published_scores()
    {
        var scores = new double[5];
        KrumScores.Compute(Small(), 1, scores);

        Assert.All(SmallVectors.KrumScores.Zip(scores), pair => Assert.Equal(pair.First, pair.Second, 2e-6 * Math.Max(1, pair.First)));
        Assert.Equal(KrumOracle.Scores(SmallVectors.X, 1), scores);
    }

    [Fact]
    public void The_smallest_scores_come_first_and_of_equal_ones_the_lower_number()
    {
        var selected = new int[4];
        KrumScores.SelectSmallest([3, 1, 2, 1, 9], selected);

        Assert.Equal([1, 3, 2, 0], selected);
    }

    [Fact]
    public void Numbers_outside_their_range_are_refused()
    {
        Assert.Throws<MergeLimitException>(() => KrumScores.Compute(Small(), 2, new double[5]));
        Assert.Throws<MergeLimitException>(() => KrumScores.Compute(Small(), -1, new double[5]));
        Assert.Throws<LengthMismatchException>(() => KrumScores.Compute(Small(), 1, new double[4]));
        Assert.Throws<MergeLimitException>(() => KrumScores.SelectSmallest([1], new int[2]));
    }

    private static PairwiseDistances Small()
    {
        var distances = new PairwiseDistances(5);
        distances.Add(SmallVectors.Source);
        return distances;
    }
}
