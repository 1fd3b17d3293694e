using Tapestry.Privacy.Numerics;

namespace Tapestry.Privacy.Mechanisms.Pairs;

/// <summary>Q = N(0, s^2) against P = N(1, s^2).</summary>
internal sealed class GaussianLoss(double noiseMultiplier) : ContinuousLoss
{
    // Beyond it the density is below 1e-31 of its peak.
    private const double QuadratureReach = 12;

    // Below it the ratio passes 1 where both distributions are below exp(-50): only their own widths matter.
    private const double Separated = 0.05;

    private readonly double variance = noiseMultiplier * noiseMultiplier;
    private readonly double logScale = Math.Log(noiseMultiplier * Math.Sqrt(2 * Math.PI));

    public override double Smoothness => Math.Min(noiseMultiplier, variance);

    public override (double Lower, double Upper) Support(double reach) =>
        (-reach * noiseMultiplier, 1 + (reach * noiseMultiplier));

    public override double TailMass(double reach) => NormalDistribution.Tail(reach);

    public override double LogDensity(double x) => (-x * x / (2 * variance)) - logScale;

    public override double Loss(double x) => ((2 * x) - 1) / (2 * variance);

    public override double Outcome(double loss) => (variance * loss) + 0.5;

    // The trapezoid rule is exact to rounding here: the integrand is analytic within pi s^2 of the real line.
    public override IEnumerable<(double X, double Weight)> Nodes(double power)
    {
        var step = noiseMultiplier < Separated ? noiseMultiplier / 4 : Math.Min(noiseMultiplier / 4, variance / 3);
        var lower = Math.Min(power, 0) - (QuadratureReach * noiseMultiplier);
        var count = (Math.Max(power, 2) + (QuadratureReach * noiseMultiplier) - lower) / step;
        for (var i = 0; i <= count; i++)
        {
            yield return (lower + (i * step), step);
        }
    }
}
