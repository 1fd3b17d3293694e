using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tapestry.Kernels.Merging.OrderStatistics;

/// <summary>
/// Coordinate-wise median (Yin, Chen, Ramchandran and Bartlett, 2018). For even n it is <c>0.5*a + 0.5*b</c> of the two
/// middle values, in fp32, each operation rounded: it cannot overflow. A zero of either sign counts as +0.
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

    private protected override void Combine(
        ReadOnlySpan<float> sorted, int firstRank, int lastRank, Span<float> destination)
    {
        var lower = sorted.Slice(firstRank * SortedPanel.StripLength, SortedPanel.StripLength);
        if (firstRank == lastRank)
        {
            lower.CopyTo(destination);
            return;
        }

        ref var low = ref MemoryMarshal.GetReference(lower);
        ref var high = ref MemoryMarshal.GetReference(sorted.Slice(lastRank * SortedPanel.StripLength));
        ref var target = ref MemoryMarshal.GetReference(destination);
        var half = Vector512.Create(0.5f);
        for (nuint lane = 0; lane < SortedPanel.StripLength; lane += 16)
        {
            var mean = (half * Vector512.LoadUnsafe(ref low, lane)) + (half * Vector512.LoadUnsafe(ref high, lane));
            mean.StoreUnsafe(ref target, lane);
        }
    }
}
