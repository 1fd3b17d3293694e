using Tapestry.Kernels.Merging.OrderStatistics;

namespace Tapestry.Kernels.Tests.Merging.OrderStatistics;

public sealed class SortingNetworkTests
{
    [Fact]
    public void Every_input_of_zeros_and_ones_is_sorted_so_every_input_is()
    {
        for (var inputs = 1; inputs <= 12; inputs++)
        {
            var network = SortingNetwork.ForRanks(inputs, 0, inputs - 1);
            Assert.All(Enumerable.Range(0, 1 << inputs), pattern => Assert.True(SortsRanks(network, inputs, pattern, 0, inputs - 1)));
        }
    }

    [Fact]
    public void A_pruned_network_is_smaller_and_still_places_its_ranks()
    {
        for (var inputs = 3; inputs <= 12; inputs++)
        {
            var (first, last) = ((inputs - 1) / 2, inputs / 2);
            var network = SortingNetwork.ForRanks(inputs, first, last);
            Assert.True(network.Length <= SortingNetwork.ForRanks(inputs, 0, inputs - 1).Length);
            Assert.All(Enumerable.Range(0, 1 << inputs), pattern => Assert.True(SortsRanks(network, inputs, pattern, first, last)));
        }

        Assert.True(SortingNetwork.ForRanks(16, 7, 8).Length < SortingNetwork.ForRanks(16, 0, 15).Length);
    }

    [Fact]
    public void The_check_catches_a_network_without_its_last_comparator()
    {
        var network = SortingNetwork.ForRanks(8, 0, 7)[..^1];

        Assert.Contains(Enumerable.Range(0, 256), pattern => !SortsRanks(network, 8, pattern, 0, 7));
    }

    // The 0-1 principle: a network that sorts every vector of zeros and ones sorts everything.
    private static bool SortsRanks(Comparator[] network, int inputs, int pattern, int first, int last)
    {
        var values = Enumerable.Range(0, inputs).Select(i => (pattern >> i) & 1).ToArray();
        foreach (var (low, high) in network)
        {
            (values[low], values[high]) = (Math.Min(values[low], values[high]), Math.Max(values[low], values[high]));
        }

        var zeros = inputs - int.PopCount(pattern);
        return Enumerable.Range(first, last - first + 1).All(rank => values[rank] == (rank < zeros ? 0 : 1));
    }
}
