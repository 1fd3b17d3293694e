namespace Tapestry.Privacy.Numerics;

/// <summary>Logarithms of the binomial probabilities <c>C(n, i) (1-q)^(n-i) q^i</c>, i from 0 to n.</summary>
internal static class BinomialLogWeights
{
    /// <summary>n + 1 logarithms.</summary>
    /// <param name="trials">n, 0 or more.</param>
    /// <param name="probability">q, above 0 and below 1.</param>
    public static double[] Of(int trials, double probability)
    {
        var (success, failure) = (Math.Log(probability), LogSpace.Log1P(-probability));
        var weights = new double[trials + 1];
        var logChoose = 0.0;
        for (var i = 0; i <= trials; i++)
        {
            weights[i] = logChoose + ((trials - i) * failure) + (i * success);
            logChoose += Math.Log((double)(trials - i) / (i + 1));
        }

        return weights;
    }
}
