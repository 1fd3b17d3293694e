using Tapestry.Privacy.Accounting.Errors;
using Tapestry.Privacy.Mechanisms.Pairs;
using Tapestry.Privacy.Numerics;

namespace Tapestry.Privacy.Mechanisms.Sampling;

/// <summary>
/// The normal mechanism on a uniformly random part of fixed size, drawn without replacement (Wang, Balle,
/// Kasiviswanathan 2019, Theorem 27; fractional orders by its Corollary 10).
/// </summary>
/// <param name="NoiseMultiplier">Standard deviation of the noise over the L2 sensitivity to replacing one record, above 0.</param>
/// <param name="SamplingRate">Size of the part over size of the data, from 0 to 1.</param>
/// <exception cref="PrivacyParameterException">A parameter is outside its range.</exception>
public sealed record FixedSizeSampledGaussianMechanism(double NoiseMultiplier, double SamplingRate) : Mechanism
{
    // Above it the moments are replaced by the looser of the two bounds, as the paper's authors do.
    private const int LargestMoment = 256;

    private readonly GaussianMechanism inner = new(NoiseMultiplier);

    /// <summary>Standard deviation of the noise over the L2 sensitivity to replacing one record, above 0.</summary>
    public double NoiseMultiplier => inner.NoiseMultiplier;

    /// <summary>Size of the part over size of the data, from 0 to 1.</summary>
    public double SamplingRate { get; } = PrivacyParameterException.Rate(SamplingRate, "sampling rate");

    /// <inheritdoc/>
    public override Adjacency? Adjacency => Mechanisms.Adjacency.ReplaceOne;

    private protected override double Divergence(double order)
    {
        if (SamplingRate is 0 or 1)
        {
            return SamplingRate * inner.Rdp(order);
        }

        // The cumulant (a-1) R(a) is convex in a, so that a chord bounds it from above.
        var below = Math.Floor(order);
        var share = order - below;
        var cumulant = Cumulant((int)below);
        return (share == 0 ? cumulant : ((1 - share) * cumulant) + (share * Cumulant((int)below + 1))) / (order - 1);
    }

    private double Cumulant(int order)
    {
        if (order < 2)
        {
            return 0;
        }

        var evenMoments = EvenMoments(order <= LargestMoment ? order : 0);
        var logRate = Math.Log(SamplingRate);
        var logChoose = 0.0;
        var excess = new LogSum();
        for (var i = 1; i <= order; i++)
        {
            logChoose += Math.Log((double)(order - i + 1) / i);
            if (i >= 2)
            {
                excess.Add(logChoose + (i * logRate) + LogTerm(i, evenMoments));
            }
        }

        return LogSpace.Softplus(excess.Value);
    }

    private double LogTerm(int i, double[] evenMoments)
    {
        var crude = Math.Log(2) + ((i - 1) * inner.Rdp(i));
        if (i == 2)
        {
            return Math.Min(crude, Math.Log(4) + LogSpace.LogExpM1(inner.Rdp(2)));
        }

        return (i + 1) / 2 >= evenMoments.Length
            ? crude
            : Math.Min(crude, Math.Log(4) + ((evenMoments[i / 2] + evenMoments[(i + 1) / 2]) / 2));
    }

    // Entry k: log E[(r - 1)^(2k)].
    private double[] EvenMoments(int order)
    {
        var moments = new double[order == 0 ? 0 : ((order + 1) / 2) + 1];
        for (var k = 1; k < moments.Length; k++)
        {
            moments[k] = RenyiMoment.LogCentral(inner.Pair, 2 * k);
        }

        return moments;
    }
}
