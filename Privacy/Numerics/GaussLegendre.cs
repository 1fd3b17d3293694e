namespace Tapestry.Privacy.Numerics;

/// <summary>Four-point Gauss-Legendre quadrature: nodes on [-1, 1] and their weights.</summary>
internal static class GaussLegendre
{
    private static readonly double[] NodeTable =
        [-0.86113631159405257522, -0.33998104358485626480, 0.33998104358485626480, 0.86113631159405257522];

    private static readonly double[] WeightTable =
        [0.34785484513745385737, 0.65214515486254614263, 0.65214515486254614263, 0.34785484513745385737];

    public static ReadOnlySpan<double> Nodes => NodeTable;

    public static ReadOnlySpan<double> Weights => WeightTable;
}
