namespace Tapestry.Privacy.Tests.Support;

/// <summary>Comparisons by relative deviation.</summary>
internal static class Close
{
    /// <summary>Signed deviation of a value from what it should be, as a share of the latter.</summary>
    public static double Deviation(double expected, double actual) => (actual - expected) / Math.Abs(expected);

    public static void Equal(double expected, double actual, double tolerance) => Assert.True(
        Math.Abs(Deviation(expected, actual)) <= tolerance,
        $"{actual:R} is {Deviation(expected, actual):E2} from {expected:R}; allowed: {tolerance:E1}");

    /// <summary>At least the expected value, and above it by no more than the tolerance.</summary>
    public static void JustAbove(double expected, double actual, double tolerance, double below = 0) => Assert.True(
        Deviation(expected, actual) is var deviation && deviation >= -below && deviation <= tolerance,
        $"{actual:R} is {Deviation(expected, actual):E2} from {expected:R}; allowed: -{below:E1} to {tolerance:E1}");
}
