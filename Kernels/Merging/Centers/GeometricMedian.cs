namespace Tapestry.Kernels.Merging.Centers;

/// <summary>
/// Geometric median by the smoothed Weiszfeld algorithm (Pillutla, Kakade and Harchaoui, 2022): from the mean, each round
/// weighs contribution i by <c>w_i = 1 / max(nu, |x_i - v|)</c> and sets <c>v = v + sum of (w_i / sum w) (x_i - v)</c>. Weights
/// and distances are in double and summed in order; v is fp32 after each round. Contributions are read once a round and
/// once more.
/// </summary>
/// <remarks>
/// Law: moving every contribution by one vector moves the result by it, up to rounding; fewer than half of the
/// contributions, sending what they like, cannot carry the median away. The rounds start at the mean, which they can carry
/// away: each round leaves about f / (n - f) of that way, so 3 rounds are for contributions of bounded norm.
/// </remarks>
public sealed class GeometricMedian : CenterRule
{
    private readonly int rounds;
    private readonly double smoothing;

    /// <summary>A geometric median of so many rounds.</summary>
    /// <param name="rounds">R, from 1 to <see cref="CenterRule.MaxRounds"/>.</param>
    /// <param name="smoothing">nu, the distance below which a contribution weighs no more; finite, above 0.</param>
    /// <exception cref="MergeLimitException">The number of rounds is outside its range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The smoothing is outside its range.</exception>
    public GeometricMedian(int rounds = 3, double smoothing = 1e-6)
    {
        ThrowUnlessRounds(Name, rounds);
        if (smoothing is not (>= 1e-30 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(
                nameof(smoothing), smoothing, "The smoothing must be finite and at least 1e-30; 1e-6 is usual.");
        }

        this.rounds = rounds;
        this.smoothing = smoothing;
    }

    /// <inheritdoc/>
    public override string Name => "geometric median";

    private protected override void Iterate(
        CenterIteration iteration, IContributionSource contributions, Span<float> center, int cores)
    {
        Array.Fill(iteration.Weights, 1.0 / iteration.Contributions);
        iteration.Move(contributions, center, cores);
        for (var round = 0; round < rounds; round++)
        {
            SetWeights(iteration);
            iteration.Move(contributions, center, cores);
        }
    }

    private void SetWeights(CenterIteration iteration)
    {
        var weights = iteration.Weights;
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = 1.0 / Math.Max(smoothing, iteration.Distance(i));
            sum += weights[i];
        }

        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] /= sum;
        }
    }
}
