using Tapestry.Kernels.Tests.Merging.Distances;

namespace Tapestry.Kernels.Tests.Merging.Krum;

/// <summary>Krum by its definition.</summary>
internal static class KrumOracle
{
    public static double[] Scores(float[][] contributions, int faulty) =>
        [.. contributions.Select((vector, i) => contributions
            .Where((_, j) => j != i)
            .Select(other => DistanceOracle.Squared(vector, other))
            .Order()
            .Take(contributions.Length - faulty - 2)
            .Aggregate(0.0, (sum, distance) => sum + distance))];

    public static int[] Best(float[][] contributions, int faulty, int count)
    {
        var scores = Scores(contributions, faulty);
        return [.. Enumerable.Range(0, scores.Length).OrderBy(i => scores[i]).Take(count)];
    }
}
