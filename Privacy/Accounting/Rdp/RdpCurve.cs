using Tapestry.Privacy.Accounting.Errors;
using Tapestry.Privacy.Mechanisms;

namespace Tapestry.Privacy.Accounting.Rdp;

/// <summary>
/// Rényi divergences at a list of orders: what a ledger adds up. Curves of releases from the same data add by order
/// (Mironov 2017, Proposition 1).
/// </summary>
public sealed record RdpCurve
{
    private RdpCurve(IReadOnlyList<double> orders, IReadOnlyList<double> divergences, double pureEpsilon) =>
        (Orders, Divergences, PureEpsilon) = (orders, divergences, pureEpsilon);

    /// <summary>Finite, above 1.</summary>
    public IReadOnlyList<double> Orders { get; }

    /// <summary>One for each order, 0 or more; positive infinity where no bound is known.</summary>
    public IReadOnlyList<double> Divergences { get; }

    /// <summary>The divergence of infinite order: largest possible privacy loss, or positive infinity.</summary>
    public double PureEpsilon { get; }

    /// <summary>The curve of nothing released.</summary>
    /// <exception cref="PrivacyParameterException">There is no order, or one is outside its range.</exception>
    public static RdpCurve Zero(IReadOnlyList<double> orders) => new(RdpOrders.Checked(orders), new double[orders.Count], 0);

    /// <summary>The curve of releases together.</summary>
    /// <exception cref="PrivacyParameterException">There is no order, or one is outside its range.</exception>
    /// <exception cref="UnsupportedMechanismException">The releases' bounds hold for different adjacencies.</exception>
    public static RdpCurve Of(IReadOnlyList<Release> releases, IReadOnlyList<double> orders)
    {
        ReleaseList.RequireOneAdjacency(releases);
        return releases.Aggregate(Zero(orders), (sum, release) => sum.Plus(Single(release, sum.Orders)));
    }

    /// <summary>A curve that was kept, such as in a ledger.</summary>
    /// <param name="orders">Finite, above 1.</param>
    /// <param name="divergences">One for each order, 0 or more, may be infinite.</param>
    /// <param name="pureEpsilon">0 or more, may be infinite.</param>
    /// <exception cref="PrivacyParameterException">A number is outside its range.</exception>
    public static RdpCurve Restore(IReadOnlyList<double> orders, IReadOnlyList<double> divergences, double pureEpsilon)
    {
        PrivacyParameterException.Count(divergences.Count, "number of divergences", orders.Count, orders.Count);
        return new(RdpOrders.Checked(orders), [.. divergences.Select(NotNegative)], NotNegative(pureEpsilon));
    }

    /// <summary>The curve of both sets of releases.</summary>
    /// <exception cref="UnsupportedMechanismException">The curves are at different orders.</exception>
    public RdpCurve Plus(RdpCurve other)
    {
        if (!Orders.SequenceEqual(other.Orders))
        {
            throw new UnsupportedMechanismException(
                $"A sum of curves at {Orders.Count} and at {other.Orders.Count} orders",
                "they must be at the same orders", "Compute both at one list of orders");
        }

        return new(
            Orders,
            [.. Divergences.Zip(other.Divergences, (mine, theirs) => mine + theirs)],
            PureEpsilon + other.PureEpsilon);
    }

    /// <summary>The smallest epsilon over all orders, and the order that gave it.</summary>
    /// <param name="delta">Above 0 and below 1.</param>
    /// <exception cref="PrivacyParameterException">Delta is outside its range.</exception>
    /// <exception cref="UnreachableGuaranteeException">No order gives a finite epsilon.</exception>
    public EpsilonBound Epsilon(double delta)
    {
        PrivacyParameterException.OpenUnit(delta, "delta");
        var best = new EpsilonBound(PureEpsilon);
        for (var i = 0; i < Orders.Count; i++)
        {
            var epsilon = RdpConversion.Epsilon(Orders[i], Divergences[i], delta);
            best = epsilon < best.Epsilon ? new(epsilon, Orders[i]) : best;
        }

        return double.IsFinite(best.Epsilon)
            ? best
            : throw new UnreachableGuaranteeException(
                "Epsilon", "no Rényi order gives a finite bound", "Add noise, or use orders at which the mechanism has a bound");
    }

    /// <summary>The smallest delta over all orders, from 0 to 1.</summary>
    /// <param name="epsilon">0 or more.</param>
    /// <exception cref="PrivacyParameterException">Epsilon is outside its range.</exception>
    public double Delta(double epsilon)
    {
        PrivacyParameterException.NotNegative(epsilon, "epsilon");
        return epsilon >= PureEpsilon
            ? 0
            : Orders.Zip(Divergences, (order, divergence) => RdpConversion.Delta(order, divergence, epsilon)).Min();
    }

    private static RdpCurve Single(Release release, IReadOnlyList<double> orders) => new(
        orders,
        [.. orders.Select(order => release.Count * release.Mechanism.Rdp(order))],
        release.Count * release.Mechanism.PureEpsilon);

    private static double NotNegative(double value) => double.IsPositiveInfinity(value)
        ? value
        : PrivacyParameterException.NotNegative(value, "divergence");
}
