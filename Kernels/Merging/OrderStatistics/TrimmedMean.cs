namespace Tapestry.Kernels.Merging.OrderStatistics;

/// <summary>
/// Coordinate-wise trimmed mean (Yin, Chen, Ramchandran and Bartlett, 2018): drops the b smallest and the b largest values
/// of each coordinate; the others are added in ascending order in double, divided by n - 2b and rounded once to fp32.
/// </summary>
/// <remarks>
/// Law: the order of the contributions does not show in a bit; a coordinate lies between the smallest and the largest
/// value that the others sent, as long as at most b send what they like. With b = 0 it is the mean.
/// </remarks>
public sealed class TrimmedMean : OrderStatisticRule
{
    private readonly int trimmed;

    /// <summary>A mean that drops b values at each end.</summary>
    /// <param name="trimmed">b, 0 or more and at least the number of faults to withstand; a merge needs more than 2 b.</param>
    /// <exception cref="MergeLimitException">b is negative.</exception>
    public TrimmedMean(int trimmed)
    {
        MergeLimitException.ThrowUnlessAtLeast(Name, "trimmed", trimmed, 0, "State how many values to drop at each end.");
        this.trimmed = trimmed;
    }

    /// <inheritdoc/>
    public override string Name => "trimmed mean";

    private protected override void ThrowUnlessHolds(int contributions) => MergeLimitException.ThrowUnlessAtLeast(
        Name, "contributions", contributions, (2L * trimmed) + 1, "Wait for more contributions or trim fewer.");

    private protected override (int First, int Last) Ranks(int contributions) =>
        (trimmed, contributions - 1 - trimmed);
}
