namespace Tapestry.Kernels.Noise.Tables;

/// <summary>
/// <c>I_x(mu) / I_0(mu)</c> for x = 0, 1, ...: the difference of two Poisson variables of mean mu / 2 each (Skellam, 1946).
/// </summary>
internal static class SkellamWeights
{
    /// <summary>The weights down to <see cref="AliasTable.TailCut"/>, by Miller's backward recurrence.</summary>
    public static IReadOnlyList<FixedPoint> Of(FixedPoint variance)
    {
        // I_(x-1) = I_(x+1) + (2 x / mu) I_x has positive terms only, so backwards it is stable; started with anything 16
        // standard deviations out, the false part has shrunk by e^-160 where the first weight is used.
        var bessel = new FixedPoint[Start(variance) + 2];
        bessel[^2] = FixedPoint.One;
        for (var x = bessel.Length - 2; x > 0; x--)
        {
            bessel[x - 1] = bessel[x + 1] + (bessel[x] * (2 * x) / variance);
        }

        return [.. bessel.Select(value => value / bessel[0]).TakeWhile(weight => weight > AliasTable.TailCut)];
    }

    private static int Start(FixedPoint variance) =>
        (int)(16 * Math.Sqrt((double)(variance.Raw >> (FixedPoint.FractionBits - 16)) / 65536)) + 64;
}
