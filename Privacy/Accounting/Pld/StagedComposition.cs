using System.Numerics;
using Tapestry.Privacy.Mechanisms;

namespace Tapestry.Privacy.Accounting.Pld;

/// <summary>
/// Composes releases; many of one kind in two stages. About the square root of them are summed on the fine grid that a
/// single release needs, and that many such sums on the coarser grid that a sum needs, so that no grid grows large.
/// </summary>
internal static class StagedComposition
{
    private const long StagedFrom = 1 << 12;

    /// <summary>The loss of all releases together.</summary>
    /// <param name="releases">All with a dominating pair.</param>
    /// <param name="direction">Which distribution the data came from.</param>
    /// <param name="spacing">Of the grid for a single release.</param>
    /// <param name="tilt">0 or more.</param>
    /// <param name="reach">How many standard deviations of the noise to keep.</param>
    public static TiltedLoss Compose(
        IReadOnlyList<Release> releases, Direction direction, double spacing, double tilt, double reach)
    {
        var factor = Factor(releases.Max(release => release.Count));
        return LossComposition.Sum(
        [
            .. releases.SelectMany(release => Stage(
                LossDiscretizer.Discretize(release.Mechanism.Pair!, direction, spacing, tilt, reach), release.Count, factor)),
        ]);
    }

    // A sum of factor^2 losses spreads factor times as far as one: it may be kept on a grid that much coarser.
    private static IEnumerable<(TiltedLoss Loss, long Count)> Stage(TiltedLoss single, long count, int factor)
    {
        var (blocks, rest) = Math.DivRem(count, (long)factor * factor);
        if (blocks > 0)
        {
            yield return (LossCoarsening.Coarsen(LossComposition.Sum([(single, (long)factor * factor)]), factor), blocks);
        }

        if (rest > 0)
        {
            yield return (LossCoarsening.Coarsen(LossComposition.Sum([(single, rest)]), factor), 1);
        }
    }

    private static int Factor(long most) => most < StagedFrom ? 1 : 1 << (BitOperations.Log2((ulong)most) / 4);
}
