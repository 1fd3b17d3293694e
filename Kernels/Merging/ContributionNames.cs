using System.Globalization;

namespace Tapestry.Kernels.Merging;

/// <summary>What errors call a contribution.</summary>
internal static class ContributionNames
{
    public static string Of(int contribution) =>
        string.Create(CultureInfo.InvariantCulture, $"contribution {contribution}");
}
