using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Norms;

namespace Tapestry.Kernels.Merging.Centers;

/// <summary>
/// Centered clipping (Karimireddy, He and Jaggi, 2021): each round <c>v = v + mean of (x_i - v) min(1, tau / |x_i - v|)</c>.
/// Factors and distances are in double and summed in order; v is fp32 after each round. One round from zeros is the mean
/// of the contributions clipped to norm tau. Contributions are read once a round and once more.
/// </summary>
/// <remarks>
/// Law: moving every contribution and the start by one vector moves the result by it, up to rounding; f contributions of
/// n, sending what they like, move each round's step by at most <c>2 f tau / n</c>.
/// </remarks>
public sealed class CenteredClipping : CenterRule
{
    private readonly double radius;
    private readonly int rounds;

    /// <summary>Centered clipping of a radius and so many rounds.</summary>
    /// <param name="radius">tau, the longest step a contribution may ask for, in its own units; finite, above 0.</param>
    /// <param name="rounds">From 1 to <see cref="CenterRule.MaxRounds"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The radius is outside its range.</exception>
    /// <exception cref="MergeLimitException">The number of rounds is outside its range.</exception>
    public CenteredClipping(double radius, int rounds = 1)
    {
        if (radius is not (> 0 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(
                nameof(radius), radius, "The clipping radius must be finite and above 0, of the size of an honest update.");
        }

        ThrowUnlessRounds(Name, rounds);
        this.radius = radius;
        this.rounds = rounds;
    }

    /// <inheritdoc/>
    public override string Name => "centered clipping";

    /// <summary>Merges from a known center, such as the last merge, instead of zeros.</summary>
    /// <param name="contributions">The contributions, 1 to <see cref="MergeRule.MaxContributions"/>.</param>
    /// <param name="start">The center to start from, fp32, as long as a contribution; may be the destination.</param>
    /// <param name="destination">Receives the merge, fp32, as long as a contribution.</param>
    /// <param name="cores">Most cores to use, 1 or more; it does not show in the result.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of cores is below 1.</exception>
    /// <exception cref="MergeLimitException">There are too many contributions.</exception>
    /// <exception cref="LengthMismatchException">The start, the destination or a slice has another length.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; names the vector and the coordinate.</exception>
    public void MergeFrom(IContributionSource contributions, ReadOnlySpan<float> start, Span<float> destination, int cores = 1)
    {
        LengthMismatchException.ThrowUnlessEqual(start.Length, destination.Length);
        Finite.ThrowIfNot(start, nameof(start));
        Merge(contributions, start, destination, cores);
    }

    private protected override void Iterate(
        CenterIteration iteration, IContributionSource contributions, Span<float> center, int cores)
    {
        Array.Clear(iteration.Weights);
        for (var round = 0; round < rounds; round++)
        {
            iteration.Move(contributions, center, cores);
            for (var i = 0; i < iteration.Weights.Length; i++)
            {
                iteration.Weights[i] = Math.Min(1.0, radius / iteration.Distance(i)) / iteration.Contributions;
            }
        }

        iteration.Move(contributions, center, cores);
    }
}
