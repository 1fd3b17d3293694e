using Tapestry.Privacy.Accounting.Errors;
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
        return new(Highest(
            releases,
            (direction, known) =>
            {
                // Where the Rényi bound is below what the other direction needs, it will do.
                var divergences = DirectedDivergences.Of(releases, direction);
                var bound = divergences.Epsilon(delta).Epsilon;
                return bound <= known ? bound : Math.Min(bound, new TiltSearch(releases, direction, divergences).Epsilon(delta));
            }));
    }

    /// <inheritdoc/>
    public double Delta(IReadOnlyList<Release> releases, double epsilon)
    {
        PrivacyParameterException.NotNegative(epsilon, "epsilon");
        return Highest(
            releases,
            (direction, known) =>
            {
                var divergences = DirectedDivergences.Of(releases, direction);
                var bound = divergences.Delta(epsilon);
                return bound <= known ? bound : Math.Min(bound, new TiltSearch(releases, direction, divergences).Delta(epsilon));
            });
    }

    // The higher of both directions' values, or of one when they agree; the second is told the first's.
    private static double Highest(IReadOnlyList<Release> releases, Func<Direction, double, double> value)
    {
        Require(releases);
        var highest = releases.Count == 0 ? 0 : value(Direction.Remove, 0);
        return releases.All(release => release.Mechanism.Pair!.IsSymmetric)
            ? highest
            : Math.Max(highest, value(Direction.Add, highest));
    }

    private static void Require(IReadOnlyList<Release> releases)
    {
        foreach (var release in releases.Where(release => !release.Mechanism.HasLossDistribution))
        {
            throw new UnsupportedMechanismException(
                $"The PLD accountant with {release.Mechanism}", "its loss distribution is not known", "Use the RDP accountant");
        }

        ReleaseList.RequireOneAdjacency(releases);
    }
}
