using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Merging;
using Tapestry.Kernels.Merging.Distances;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Merging.Distances;

public sealed class PairwiseDistancesTests
{
    public static TheoryData<int> Sizes => Vectors.SizeCases();

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_stated_order_one_coordinate_at_a_time_gives_the_same_bits(int length)
    {
        float[][] vectors = [.. Enumerable.Range(0, 4).Select(site => Vectors.AnyFinite(length, seed: site))];
        var distances = new PairwiseDistances(4);
        distances.Add(Contributions.Of(vectors));
        for (var i = 0; i < 4; i++)
        {
            for (var j = i; j < 4; j++)
            {
                var expected = DistanceOracle.Squared(vectors[i], vectors[j]);
                Assert.Equal((expected, expected), (distances.From(i)[j], distances.From(j)[i]));
            }
        }
    }

    [Fact]
    public void Shards_at_multiples_of_a_block_give_the_bits_of_the_whole()
    {
        float[][] vectors = [.. Enumerable.Range(0, 3).Select(site => Vectors.Normal(5000, seed: site))];
        var (whole, shards) = (new PairwiseDistances(3), new PairwiseDistances(3));
        whole.Add(Contributions.Of(vectors));
        shards.Add(Contributions.Of([.. vectors.Select(vector => vector[..2048])]));
        shards.Add(Contributions.Copying([.. vectors.Select(vector => vector[2048..])]));

        Assert.Equal(whole.From(1).ToArray(), shards.From(1).ToArray());
    }

    [Fact]
    public void A_non_finite_value_is_refused_and_adds_nothing()
    {
        float[][] vectors = [.. Enumerable.Range(0, 3).Select(site => Vectors.Normal(3000, seed: site))];
        var distances = new PairwiseDistances(3);
        distances.Add(Contributions.Of(vectors));
        var before = distances.From(0).ToArray();
        vectors[1][2999] = float.NaN;

        var error = Assert.Throws<NonFiniteValueException>(() => distances.Add(Contributions.Of(vectors)));

        Assert.Equal(("contribution 1", 2999), (error.Vector, error.Index));
        Assert.Equal(before, distances.From(0).ToArray());
    }

    [Fact]
    public void A_wrong_number_of_contributions_is_refused()
    {
        Assert.Throws<LengthMismatchException>(() => new PairwiseDistances(2).Add(Contributions.Of([1f])));
        Assert.Throws<MergeLimitException>(() => new PairwiseDistances(0));
        Assert.Equal(1024, Assert.Throws<MergeLimitException>(() => new PairwiseDistances(1025)).Limit);
    }
}
