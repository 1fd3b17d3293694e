using Tapestry.Privacy.Numerics;

namespace Tapestry.Privacy.Accounting.Pld;

/// <summary>Delta at an epsilon and epsilon at a delta: <c>delta(e) = sum over x above e of P(x) (1 - exp(e - x))</c>.</summary>
internal static class HockeyStick
{
    /// <summary>Logarithm of delta at an epsilon.</summary>
    public static double LogDelta(TiltedLoss loss, double epsilon)
    {
        var tail = new Tail(loss);
        while (tail.CanDescend && loss.LossAt(tail.Position - 1) >= epsilon)
        {
            tail.Descend();
        }

        return LogSpace.Add(Math.Log(loss.InfiniteMass), tail.LogDelta(epsilon));
    }

    /// <summary>The smallest epsilon of 0 or more at which delta is within the limit; the grid's lower end when even there it is.</summary>
    public static double Epsilon(TiltedLoss loss, double delta)
    {
        var logFinite = Math.Log(delta - loss.InfiniteMass);
        var tail = new Tail(loss);
        while (tail.CanDescend && loss.LossAt(tail.Position) > 0)
        {
            var before = tail;
            tail.Descend();
            if (tail.LogDelta(loss.LossAt(tail.Position)) > logFinite)
            {
                return Math.Max(0, before.Epsilon(logFinite));
            }
        }

        return Math.Max(0, loss.LossAt(tail.Position));
    }

    // Sums over the losses from a position up, relative to the weight at that position, so that nothing under- or overflows:
    // every recurrence adds positive terms.
    private struct Tail(TiltedLoss loss)
    {
        private readonly double stepTilt = Math.Exp(-loss.Tilt * loss.Spacing);
        private readonly double stepBoth = Math.Exp(-(loss.Tilt + 1) * loss.Spacing);
        private readonly double cell = -LogSpace.ExpM1(-loss.Spacing);
        private double underQ;
        private double excess;

        public int Position { get; private set; } = loss.Masses.Length;

        public readonly bool CanDescend => Position > 0;

        private readonly double LogWeight => loss.LogScale - (loss.Tilt * loss.LossAt(Position));

        public void Descend()
        {
            Position--;
            excess = stepTilt * (excess + (cell * underQ));
            underQ = (stepBoth * underQ) + loss.Masses[Position];
        }

        // For an epsilon at the position or at most one cell below it.
        public readonly double LogDelta(double epsilon) => underQ == 0
            ? double.NegativeInfinity
            : LogWeight + Math.Log(excess - (underQ * LogSpace.ExpM1(epsilon - loss.LossAt(Position))));

        // Where delta passes the limit, which lies between the values at this position and at the one below.
        public readonly double Epsilon(double logDelta)
        {
            var goal = Math.Exp(logDelta - LogWeight);
            return loss.LossAt(Position) + LogSpace.Log1P(-(goal - excess) / underQ);
        }
    }
}
