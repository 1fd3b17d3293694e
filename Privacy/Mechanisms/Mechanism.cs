using Tapestry.Privacy.Accounting.Errors;
using Tapestry.Privacy.Mechanisms.Pairs;

namespace Tapestry.Privacy.Mechanisms;

/// <summary>A randomized release, described by as much as an accountant needs to bound what it reveals.</summary>
public abstract record Mechanism
{
    private protected Mechanism()
    {
    }

    /// <summary>
    /// The adjacency that the bounds hold for, or null when they hold for whichever one the noise was scaled to.
    /// </summary>
    public virtual Adjacency? Adjacency => null;

    /// <summary>Largest possible privacy loss; positive infinity when no bound holds with certainty.</summary>
    public virtual double PureEpsilon => double.PositiveInfinity;

    /// <summary>True when the privacy-loss-distribution accountant can take it.</summary>
    public bool HasLossDistribution => Pair is not null;

    /// <summary>The pair of distributions that dominates all neighbours, or null when none is known.</summary>
    internal virtual DominatingPair? Pair => null;

    /// <summary>Upper bound of the Rényi divergence of one release (Mironov 2017).</summary>
    /// <param name="order">Finite, above 1.</param>
    /// <returns>0 or more; positive infinity when no bound is known at this order.</returns>
    /// <exception cref="PrivacyParameterException">The order is outside its range.</exception>
    public double Rdp(double order) => Divergence(PrivacyParameterException.Order(order));

    private protected abstract double Divergence(double order);
}
