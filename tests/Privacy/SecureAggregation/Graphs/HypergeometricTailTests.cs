using System.Numerics;
using Tapestry.Privacy.SecureAggregation.Graphs;

namespace Tapestry.Privacy.Tests.SecureAggregation.Graphs;

public sealed class HypergeometricTailTests
{
    [Fact]
    public void Tails_count_the_subsets_one_by_one()
    {
        const int Population = 10;
        for (var marked = 0; marked <= Population; marked++)
        {
            for (var draws = 0; draws <= Population; draws++)
            {
                var tail = new HypergeometricTail(Population, marked, draws);
                for (var hits = 0; hits <= Population + 1; hits++)
                {
                    Assert.Equal(Count(Population, marked, draws, hits), tail.AtLeast(hits));
                }

                Assert.Equal(tail.Total, tail.AtLeast(0));
            }
        }
    }

    [Theory]
    [InlineData(1, 8, 3)]
    [InlineData(1, 9, 3)]
    [InlineData(3, 16, 2)]
    [InlineData(0, 1, 100)]
    public void Bits_are_the_most_that_hold(int numerator, int denominator, int bits)
    {
        var probability = new ExactProbability(numerator, denominator);

        Assert.Equal(bits, probability.Bits(100));
        Assert.True(probability.IsAtMost(bits));
        Assert.Equal(numerator == 0, probability.IsAtMost(bits + 1));
    }

    private static BigInteger Count(int population, int marked, int draws, int hits) => Enumerable.Range(0, 1 << population)
        .Count(set => BitOperations.PopCount((uint)set) == draws
            && BitOperations.PopCount((uint)(set & ((1 << marked) - 1))) >= hits);
}
