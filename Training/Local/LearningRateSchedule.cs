namespace Tapestry.Training.Local;

/// <summary>
/// Learning rate as a pure function of the global step: linear warm-up, then either a cosine to
/// <see cref="FinalFraction"/> of the peak (Loshchilov and Hutter 2017) or, when the end is unknown, the peak for good.
/// </summary>
public sealed record LearningRateSchedule
{
    /// <summary>Rate after warm-up, over 0.</summary>
    public required float Peak { get; init; }

    /// <summary>Steps of linear warm-up, 0 or more; step 0 already has a rate over 0.</summary>
    public long WarmupSteps { get; init; }

    /// <summary>Step at which the cosine ends, over <see cref="WarmupSteps"/>; null keeps the peak.</summary>
    public long? TotalSteps { get; init; }

    /// <summary>Share of the peak that remains at and after <see cref="TotalSteps"/>, from 0 to 1.</summary>
    public float FinalFraction { get; init; } = 0.1f;

    /// <summary>Warm-up and cosine over a known number of steps.</summary>
    public static LearningRateSchedule Cosine(float peak, long warmupSteps, long totalSteps, float finalFraction = 0.1f) =>
        new LearningRateSchedule
        {
            Peak = peak, WarmupSteps = warmupSteps, TotalSteps = totalSteps, FinalFraction = finalFraction,
        }.Validate();

    /// <summary>Warm-up and then the peak, for training whose end is unknown.</summary>
    public static LearningRateSchedule WarmupStable(float peak, long warmupSteps) =>
        new LearningRateSchedule { Peak = peak, WarmupSteps = warmupSteps }.Validate();

    /// <summary>The rate of one step.</summary>
    /// <param name="step">Global step, counted from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is negative.</exception>
    public float At(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        if (step < WarmupSteps)
        {
            return (float)(Peak * (double)(step + 1) / WarmupSteps);
        }

        if (TotalSteps is not { } total)
        {
            return Peak;
        }

        var progress = Math.Min(1, (double)(step - WarmupSteps) / (total - WarmupSteps));
        var cosine = 0.5 * (1 + Math.Cos(Math.PI * progress));
        return (float)(Peak * (FinalFraction + ((1 - FinalFraction) * cosine)));
    }

    /// <summary>Checks every field.</summary>
    /// <returns>This schedule.</returns>
    /// <exception cref="ArgumentException">A field is outside its range; the message names it.</exception>
    public LearningRateSchedule Validate()
    {
        Require(Peak > 0 && float.IsFinite(Peak), $"Peak is {Peak}; it must be finite and over 0.");
        Require(WarmupSteps >= 0, $"WarmupSteps is {WarmupSteps}; it must be 0 or more.");
        Require(
            TotalSteps is null || TotalSteps > WarmupSteps,
            $"TotalSteps is {TotalSteps}; it must be over WarmupSteps, {WarmupSteps}.");
        Require(FinalFraction is >= 0 and <= 1, $"FinalFraction is {FinalFraction}; it must be from 0 to 1.");
        return this;
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new ArgumentException(message);
        }
    }
}
