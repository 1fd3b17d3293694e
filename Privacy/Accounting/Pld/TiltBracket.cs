namespace Tapestry.Privacy.Accounting.Pld;

/// <summary>Newton steps towards the tilt that makes a loss typical, kept between tilts known to be too low and too high.</summary>
internal sealed class TiltBracket
{
    // So near to the tilted mean, in standard deviations, probabilities are far above rounding.
    private const double NearMean = 3;

    // The mean can grow like exp(tilt): a step never changes tilt + 1 by more than this factor.
    private const double LongestStep = 1.5;

    private double low;
    private double high = double.PositiveInfinity;

    /// <summary>The next tilt to try, or the same one when it is good enough.</summary>
    public double Next(TiltedLoss loss, double epsilon, double tilt)
    {
        var (mean, variance) = loss.Moments();
        var distance = epsilon - mean;
        if (distance * distance <= NearMean * NearMean * variance || (tilt == 0 && distance < 0))
        {
            return tilt;
        }

        (low, high) = distance > 0 ? (Math.Max(low, tilt), high) : (low, Math.Min(high, tilt));
        var next = Math.Clamp(
            tilt + (distance / variance), ((tilt + 1) / LongestStep) - 1, ((tilt + 1) * LongestStep) - 1);
        return next > low && next < high ? next : Math.Max(0, (low + high) / 2);
    }
}
