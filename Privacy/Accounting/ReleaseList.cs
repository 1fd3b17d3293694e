using Tapestry.Privacy.Accounting.Errors;
using Tapestry.Privacy.Mechanisms;

namespace Tapestry.Privacy.Accounting;

/// <summary>What every accountant asks of a list of releases.</summary>
internal static class ReleaseList
{
    /// <summary>Refuses releases whose bounds hold for different notions of neighbouring data sets.</summary>
    public static void RequireOneAdjacency(IReadOnlyList<Release> releases)
    {
        var kinds = releases.Select(release => release.Mechanism.Adjacency).OfType<Adjacency>().Distinct().ToList();
        if (kinds.Count > 1)
        {
            throw new UnsupportedMechanismException(
                $"Releases under {string.Join(" and ", kinds)}",
                "bounds for different adjacencies do not add up",
                "Account for them apart, or use one kind of sampling");
        }
    }
}
