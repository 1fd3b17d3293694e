using Tapestry.Privacy.Numerics;

namespace Tapestry.Privacy.Mechanisms.Pairs;

/// <summary>The part of Q = Laplace(0, b) against P = Laplace(1, b) where the loss varies: x from 0 to 1.</summary>
internal sealed class LaplaceLoss(double scale) : ContinuousLoss
{
    public override double Smoothness => Math.Min(1, scale);

    public override (double Lower, double Upper) Support(double reach) => (0, 1);

    public override double TailMass(double reach) => 0;

    public override double LogDensity(double x) => (-x / scale) - Math.Log(2 * scale);

    public override double Loss(double x) => ((2 * x) - 1) / scale;

    public override double Outcome(double loss) => ((loss * scale) + 1) / 2;

    public override IEnumerable<(double X, double Weight)> Nodes(double power)
    {
        var panels = (int)Math.Ceiling(8 * Math.Max(Math.Abs(power), 1) / Smoothness);
        var half = 0.5 / panels;
        for (var panel = 0; panel < panels; panel++)
        {
            for (var i = 0; i < GaussLegendre.Nodes.Length; i++)
            {
                yield return (((2 * panel) + 1 + GaussLegendre.Nodes[i]) * half, GaussLegendre.Weights[i] * half);
            }
        }
    }
}
