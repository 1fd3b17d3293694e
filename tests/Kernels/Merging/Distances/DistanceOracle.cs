namespace Tapestry.Kernels.Tests.Merging.Distances;

/// <summary>Squared distance in the stated order, one coordinate at a time.</summary>
internal static class DistanceOracle
{
    public static double Squared(float[] left, float[] right, double total = 0)
    {
        for (var start = 0; start < left.Length; start += 1024)
        {
            var partial = new double[32];
            for (var i = start; i < Math.Min(start + 1024, left.Length); i++)
            {
                var difference = (double)left[i] - right[i];
                partial[(i - start) % 32] = Math.FusedMultiplyAdd(difference, difference, partial[(i - start) % 32]);
            }

            for (var half = 16; half > 0; half /= 2)
            {
                partial = [.. Enumerable.Range(0, half).Select(i => partial[i] + partial[i + half])];
            }

            total += partial[0];
        }

        return total;
    }
}
