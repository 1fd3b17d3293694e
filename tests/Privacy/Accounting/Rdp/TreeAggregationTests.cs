using System.Numerics;
using System.Text.Json;
using Tapestry.Privacy.Accounting.Rdp;
using Tapestry.Privacy.Mechanisms;
using Tapestry.Privacy.Tests.Support;

namespace Tapestry.Privacy.Tests.Accounting.Rdp;

/// <summary>
/// Tree aggregation over one epoch: a record is in one step, so it changes one node a level of one tree, and each is
/// released once under the Gaussian mechanism (Kairouz et al. 2021, DP-FTRL).
/// </summary>
public sealed class TreeAggregationTests
{
    [Fact]
    public void The_deepest_tree_costs_one_gaussian_release_a_level() => Assert.All(
        Vectors.Rows("other", "tree"),
        row =>
        {
            var release = new Release(new GaussianMechanism(row.Number("sigma")), Trees(row.GetProperty("steps")).Max(Levels));
            var bound = new RdpAccountant().Epsilon([release], row.Number("delta"));
            Close.Equal(row.Number("eps"), bound.Epsilon, 1e-9);
            Assert.Equal(row.Number("order"), bound.Order);
        });

    /// <summary>Steps of each tree; a restart begins another.</summary>
    private static IEnumerable<int> Trees(JsonElement steps) => steps.ValueKind == JsonValueKind.Array
        ? steps.EnumerateArray().Select(tree => tree.GetInt32())
        : [steps.GetInt32()];

    /// <summary><c>ceil(log2(steps + 1))</c>.</summary>
    private static long Levels(int steps) => BitOperations.Log2((uint)steps) + 1;
}
