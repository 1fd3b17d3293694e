using Tapestry.Kernels.Merging;

namespace Tapestry.Kernels.Tests.Merging;

/// <summary>Five contributions of two coordinates, the last one wild, and what public implementations make of them.</summary>
internal static class SmallVectors
{
    public static readonly float[][] X = [[1f, 1f], [1.2f, 0.9f], [0.8f, 1.1f], [1.1f, 1f], [10f, -10f]];

    public static readonly double[] Mean = [2.82, -1.2];

    public static readonly double[] Median = [1.1, 1.0];

    public static readonly double[] TrimmedOnce = [1.0999999999999999, 0.9666666666666667];

    public static readonly double[] KrumScores =
        [0.05999999999999999, 0.06999999999999995, 0.15000000000000005, 0.029999999999999985, 396.46000000000004];

    public static readonly double[] MultiKrumOfTwo = [1.05, 1.0];

    public static readonly double[] GeometricMedian = [1.0913946419296, 0.9851064890640887];

    public static readonly double[][] WeiszfeldFromMean =
    [
        [1.55883913285563, 0.3509998458405782],
        [1.184760247782135, 0.8222424063320835],
        [1.1369017313306216, 0.9226422899000959],
    ];

    public static readonly double[][] CenteredClippingOfOneFromZero =
    [
        [0.7084650666888169, 0.41628177565990016],
        [1.0948266574948506, 0.7340067896604046],
        [1.1666648062166078, 0.7928765576014019],
    ];

    public static readonly double[] MeanOfNormAtMostTwo = [1.102842712474619, 0.517157287525381];

    public static IContributionSource Source => Contributions.Of(X);

    public static void AssertNear(double[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 4e-7));
    }
}
