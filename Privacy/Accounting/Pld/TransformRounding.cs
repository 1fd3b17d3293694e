namespace Tapestry.Privacy.Accounting.Pld;

/// <summary>How much rounding in the fast Fourier transform can move delta.</summary>
internal static class TransformRounding
{
    // Ten times the unit roundoff and a transform's twenty levels, beside the power that it is raised to.
    private const double UnitRoundoff = 1.2e-15;
    private const double Levels = 20;

    /// <summary>
    /// Logarithm of delta's rounding error. The error of a mass is, by Parseval, near the roundoff times the root mean
    /// square of all masses; errors above epsilon add up under delta's weights, and so does what the window left out.
    /// </summary>
    /// <param name="loss">The composed loss.</param>
    /// <param name="epsilon">At which delta is asked.</param>
    /// <param name="count">Number of releases composed.</param>
    public static double LogDelta(TiltedLoss loss, double epsilon, double count)
    {
        var squares = 0.0;
        foreach (var mass in loss.Masses)
        {
            squares += mass * mass;
        }

        var perMass = UnitRoundoff * (Levels + count) * Math.Sqrt(squares / loss.Masses.Length);
        var cells = Math.Min(loss.Masses.Length, 1 / (loss.Spacing * loss.Tilt * (loss.Tilt + 1)));
        return loss.LogScale - (loss.Tilt * epsilon) + Math.Log((perMass * cells) + LossWindow.Negligible);
    }
}
