using Tapestry.Privacy.Accounting.Errors;
using Tapestry.Privacy.Accounting.Rdp;
using Tapestry.Privacy.Mechanisms;

namespace Tapestry.Privacy.Accounting.Pld;

/// <summary>
/// Accounts by the distribution of the privacy loss, in both directions of adding and removing a record: an epsilon that is
/// at most 0.1 % above the truth for all but the smallest sampling rates. Takes mechanisms with
/// <see cref="Mechanism.HasLossDistribution"/>.
/// </summary>
public sealed class PldAccountant : IPrivacyAccountant
{
    /// <inheritdoc/>
    public EpsilonBound Epsilon(IReadOnlyList<Release> releases, double delta)
    {
        PrivacyParameterException.OpenUnit(delta, "delta");
        var divergences = Divergences(releases);
        var bound = divergences.Epsilon(delta).Epsilon;
        if (bound == 0)
        {
            return new(0);
        }

        // Both bounds hold.
        return new(Math.Min(bound, Directions(releases).Max(
            direction => new TiltSearch(releases, direction).Epsilon(divergences, delta))));
    }

    /// <inheritdoc/>
    public double Delta(IReadOnlyList<Release> releases, double epsilon)
    {
        PrivacyParameterException.NotNegative(epsilon, "epsilon");
        var divergences = Divergences(releases);
        var bound = divergences.Delta(epsilon);
        return bound == 0 ? 0 : Math.Min(bound, Directions(releases).Max(
            direction => new TiltSearch(releases, direction).Delta(divergences, epsilon)));
    }

    private static RdpCurve Divergences(IReadOnlyList<Release> releases)
    {
        foreach (var release in releases)
        {
            if (!release.Mechanism.HasLossDistribution)
            {
                throw new UnsupportedMechanismException(
                    $"The PLD accountant with {release.Mechanism}", "its loss distribution is not known", "Use the RDP accountant");
            }
        }

        return RdpCurve.Of(releases, RdpOrders.Default);
    }

    private static Direction[] Directions(IReadOnlyList<Release> releases) =>
        releases.All(release => release.Mechanism.Pair!.IsSymmetric) ? [Direction.Remove] : [Direction.Remove, Direction.Add];
}
