namespace Tapestry.Kernels.Merging.Krum;

/// <summary>What Krum's proof needs.</summary>
internal static class KrumLimits
{
    /// <exception cref="MergeLimitException">f is negative, or n is below 2 f + 3.</exception>
    public static void ThrowUnlessHolds(string rule, int contributions, int faulty)
    {
        MergeLimitException.ThrowUnlessAtLeast(
            rule, nameof(faulty), faulty, 0, "State how many faults to withstand, or 0.");
        MergeLimitException.ThrowUnlessAtLeast(
            rule, nameof(contributions), contributions, (2L * faulty) + 3, "Wait for more contributions or lower f.");
    }
}
