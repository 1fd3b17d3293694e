using Tapestry.Privacy.Numerics;

namespace Tapestry.Privacy.Mechanisms.Pairs;

/// <summary>A loss under Poisson sampling: the ratio r becomes <c>1 + q (r - 1)</c>.</summary>
internal sealed class SampledLoss(ContinuousLoss inner, double rate) : ContinuousLoss
{
    // Above it, 1 is lost beside exp(loss), and exp itself must not overflow.
    private const double Large = 30;

    public override double Smoothness => inner.Smoothness;

    public static double Mix(double loss, double rate) => loss < Large
        ? LogSpace.Log1P(rate * LogSpace.ExpM1(loss))
        : loss + Math.Log(rate) + LogSpace.Log1P((1 - rate) / rate * Math.Exp(-loss));

    public override (double Lower, double Upper) Support(double reach) => inner.Support(reach);

    public override double TailMass(double reach) => inner.TailMass(reach);

    public override double LogDensity(double x) => inner.LogDensity(x);

    public override double Loss(double x) => Mix(inner.Loss(x), rate);

    public override double Outcome(double loss)
    {
        if (loss > Large)
        {
            return inner.Outcome(loss - Math.Log(rate) + LogSpace.Log1P(-(1 - rate) * Math.Exp(-loss)));
        }

        var shift = LogSpace.ExpM1(loss) / rate;
        return shift <= -1 ? double.NegativeInfinity : inner.Outcome(LogSpace.Log1P(shift));
    }

    // The ratio is at least 1 - q: a negative power of it stops growing where the mixture's first part takes over.
    public override IEnumerable<(double X, double Weight)> Nodes(double power) => inner.Nodes(
        Math.Max(power, Math.Min(0, inner.Outcome(Math.Log((1 - rate) / rate)))));
}
