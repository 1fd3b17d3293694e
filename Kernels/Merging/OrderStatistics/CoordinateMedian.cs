namespace Tapestry.Kernels.Merging.OrderStatistics;

/// <summary>
/// Coordinate-wise median (Yin, Chen, Ramchandran and Bartlett, 2018). For even n it is the
/// mean of the two middle values: added in double, halved and rounded once to fp32. A zero of either sign counts as +0.
/// </summary>
/// <remarks>
/// Law: the order of the contributions does not show in a bit; a coordinate lies between the smallest and the largest
/// value that the others sent, as long as fewer than half send what they like.
/// </remarks>
public sealed class CoordinateMedian : OrderStatisticRule
{
    private readonly int faulty;

    /// <summary>A median that must withstand so many faulty contributions.</summary>
    /// <param name="faulty">f, 0 or more; a merge needs more than 2 f contributions.</param>
    /// <exception cref="MergeLimitException">f is negative.</exception>
    public CoordinateMedian(int faulty = 0)
    {
        MergeLimitException.ThrowUnlessAtLeast(Name, "faulty", faulty, 0, "State how many faults to withstand, or 0.");
        this.faulty = faulty;
    }

    /// <inheritdoc/>
    public override string Name => "median";

    private protected override void ThrowUnlessHolds(int contributions) => MergeLimitException.ThrowUnlessAtLeast(
        Name, "contributions", contributions, (2L * faulty) + 1, "Wait for more contributions or lower f.");

    private protected override (int First, int Last) Ranks(int contributions) =>
        ((contributions - 1) / 2, contributions / 2);
}
