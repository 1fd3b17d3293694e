namespace Tapestry.Training.Tests.Models;

/// <summary>Distances between vectors.</summary>
internal static class Vectors
{
    /// <summary>|actual - expected| / |expected|, Euclidean.</summary>
    internal static double RelativeError(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double difference = 0, size = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            difference += Math.Pow((double)actual[i] - expected[i], 2);
            size += Math.Pow(expected[i], 2);
        }

        return Math.Sqrt(difference / size);
    }
}
