using Tapestry.Kernels.Tests.Merging.Distances;

namespace Tapestry.Kernels.Tests.Merging.Centers;

/// <summary>The shared step of the iterative rules, one coordinate at a time.</summary>
internal static class CenterOracle
{
    public static float[] Move(float[][] contributions, double[] weights, float[] center) =>
        [.. center.Select((v, i) =>
        {
            var step = 0.0;
            for (var site = 0; site < contributions.Length; site++)
            {
                step = Math.FusedMultiplyAdd(weights[site], (double)contributions[site][i] - v, step);
            }

            return (float)(v + step);
        })];

    public static double[] Distances(float[][] contributions, float[] center) =>
        [.. contributions.Select(vector => Math.Sqrt(DistanceOracle.Squared(vector, center)))];
}
