using Tapestry.Privacy.Accounting.Rdp;
using Tapestry.Privacy.Mechanisms;
using Tapestry.Privacy.Mechanisms.Pairs;
using Tapestry.Privacy.Numerics;

namespace Tapestry.Privacy.Accounting.Pld;

/// <summary>Rényi divergences in one direction, at the default orders.</summary>
internal static class DirectedDivergences
{
    public static RdpCurve Of(IReadOnlyList<Release> releases, Direction direction)
    {
        if (direction == Direction.Remove)
        {
            return RdpCurve.Of(releases, RdpOrders.Default);
        }

        return RdpCurve.Restore(
            RdpOrders.Default,
            [.. RdpOrders.Default.Select(order => releases.Sum(release => release.Count * Added(release.Mechanism, order)))],
            double.PositiveInfinity);
    }

    // E_P[(Q/P)^a] is E_Q[r^(1-a)].
    private static double Added(Mechanism mechanism, double order) => mechanism.Pair!.IsSymmetric
        ? mechanism.Rdp(order)
        : LogSpace.Softplus(RenyiMoment.LogExcess(mechanism.Pair, 1 - order)) / (order - 1);
}
