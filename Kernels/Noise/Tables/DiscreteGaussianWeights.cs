namespace Tapestry.Kernels.Noise.Tables;

/// <summary><c>exp(-x^2 / (2 variance))</c> for x = 0, 1, ... (Canonne, Kamath and Steinke, 2020, definition 1).</summary>
internal static class DiscreteGaussianWeights
{
    /// <summary>The weights down to <see cref="AliasTable.TailCut"/>.</summary>
    public static IReadOnlyList<FixedPoint> Of(FixedPoint variance)
    {
        // weight(x + 1) / weight(x) = q^(2 x + 1) with q = exp(-1 / (2 variance)).
        var ratio = FixedPoint.Exp(new FixedPoint(-(FixedPoint.One / (variance * 2)).Raw));
        var ratioOfRatios = ratio * ratio;
        var weights = new List<FixedPoint>();
        for (var weight = FixedPoint.One; weight > AliasTable.TailCut; weight *= ratio, ratio *= ratioOfRatios)
        {
            weights.Add(weight);
        }

        return weights;
    }
}
