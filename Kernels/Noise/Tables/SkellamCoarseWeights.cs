using System.Numerics;

namespace Tapestry.Kernels.Noise.Tables;

/// <summary>
/// The law of C for which <c>F + step * C</c> is Skellam when F is discrete Gaussian of variance
/// <c>FineVariance * step^2</c>: the one with characteristic function
/// <c>exp(mu (cos(t / step) - 1) + FineVariance t^2 / 2)</c> on [-pi, pi].
/// </summary>
internal static class SkellamCoarseWeights
{
    // Nodes of the trapezoidal rule: its error is the law 2 pi * 1024 further out, which is nothing.
    private const int NodesPerUnit = 1024;

    // Beyond it the characteristic function is below 2^-129.
    private static readonly FixedPoint Negligible = FixedPoint.FromInteger(-90);

    /// <summary>The weights, relative to the first, down to <see cref="AliasTable.TailCut"/>.</summary>
    public static IReadOnlyList<FixedPoint> Of(FixedPoint variance, BigInteger step)
    {
        var waves = Waves(variance, step);
        var weights = new List<FixedPoint>();
        FixedPoint weight;
        do
        {
            weight = FixedPoint.One / 2;
            weight = new FixedPoint(waves.Aggregate(weight.Raw, (sum, wave) => sum + wave.Value.Raw));
            weights.Add(weights.Count == 0 ? weight : weight / weights[0]);
            waves.ForEach(wave => wave.Advance());
        }
        while (weights.Count == 1 || weights[^1] > AliasTable.TailCut);

        weights[0] = FixedPoint.One;
        weights.RemoveAt(weights.Count - 1);
        return weights;
    }

    private static List<Wave> Waves(FixedPoint variance, BigInteger step)
    {
        var waves = new List<Wave>();
        while (true)
        {
            var angle = FixedPoint.FromInteger(waves.Count + 1) / NodesPerUnit;
            var exponent = (angle * angle * VarianceSplit.FineVariance / 2) - (variance * FixedPoint.OneMinusCos(angle / step));
            if (exponent < Negligible)
            {
                return waves;
            }

            waves.Add(new Wave(FixedPoint.Exp(exponent), angle));
        }
    }

    /// <summary><c>amplitude * cos(angle * x)</c> for x = 0, 1, ..., by the recurrence of Chebyshev.</summary>
    private sealed class Wave(FixedPoint amplitude, FixedPoint angle)
    {
        private readonly FixedPoint twiceCosine = (FixedPoint.One - FixedPoint.OneMinusCos(angle)) * 2;
        private FixedPoint next = amplitude * (FixedPoint.One - FixedPoint.OneMinusCos(angle));

        public FixedPoint Value { get; private set; } = amplitude;

        public void Advance() => (Value, next) = (next, (twiceCosine * next) - Value);
    }
}
