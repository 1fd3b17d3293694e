using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Privacy.Accounting.Errors;
using Tapestry.Privacy.Accounting.Rdp;
using Tapestry.Privacy.Mechanisms;
using Tapestry.Privacy.Mechanisms.DistributedDiscreteGaussian;

namespace Tapestry.Silo.Ledger;

/// <summary>
/// Composes by Rényi divergence: curves add, so the cost grows with the number of different mechanisms and not with rounds.
/// Sums under distributed discrete normal noise have no known loss distribution, so no tighter accountant takes them.
/// </summary>
public sealed class RdpReleaseComposition : IReleaseComposition
{
    private readonly RdpAccountant accountant = new();

    /// <inheritdoc/>
    public double Epsilon(IReadOnlyList<LedgerRelease> releases, double delta)
    {
        ArgumentNullException.ThrowIfNull(releases);
        if (releases.Any(release => release.Mechanism is NoiseFreeRelease))
        {
            return double.PositiveInfinity;
        }

        try
        {
            return accountant.Epsilon([.. releases.Merged().Select(Known)], delta).Epsilon;
        }
        catch (UnreachableGuaranteeException)
        {
            return double.PositiveInfinity;
        }
        catch (PrivacyParameterException problem)
        {
            throw new LedgerException(LedgerException.InvalidRelease, problem.Message);
        }
    }

    private static Release Known(LedgerRelease release) => release.Mechanism is DistributedDiscreteGaussianRelease sum
        ? new Release(
            new DistributedDiscreteGaussianMechanism(
                sum.LocalDeviation, sum.Sites, sum.Dimension, sum.L2Sensitivity, sum.L1Sensitivity),
            release.Count)
        : throw new LedgerException(
            LedgerException.InvalidRelease,
            $"Nothing is known of what {release.Mechanism.GetType().Name} costs: account for it before it is released.");
}
