namespace Tapestry.Privacy.Mechanisms.Pairs;

/// <summary>Outcomes x on a line with a density under Q and a loss that grows with x.</summary>
internal abstract class ContinuousLoss
{
    /// <summary>Length over which density and loss are close to their tangents, for quadrature.</summary>
    public abstract double Smoothness { get; }

    /// <summary>Lower and upper end of the outcomes, less tails that hold at most <see cref="TailMass"/> each.</summary>
    /// <param name="reach">How far out to go, in standard deviations.</param>
    public abstract (double Lower, double Upper) Support(double reach);

    /// <summary>Most that Q, P or a mixture of them holds beyond either end of the support.</summary>
    public abstract double TailMass(double reach);

    /// <summary>Logarithm of Q's density.</summary>
    public abstract double LogDensity(double x);

    /// <summary>Logarithm of the likelihood ratio P over Q.</summary>
    public abstract double Loss(double x);

    /// <summary>The outcome at which the loss has this value; infinite when the loss never reaches it.</summary>
    public abstract double Outcome(double loss);

    /// <summary>Nodes and weights that integrate <c>Q(x) f(r(x))</c> where f grows no faster than this power of the ratio.</summary>
    public abstract IEnumerable<(double X, double Weight)> Nodes(double power);
}
