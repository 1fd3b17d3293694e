using Tapestry.Privacy.Accounting.Errors;
using Tapestry.Privacy.Mechanisms.Pairs;

namespace Tapestry.Privacy.Mechanisms.Sampling;

/// <summary>A mechanism on a random part of the data: every record takes part by an independent coin.</summary>
/// <param name="Inner">What runs on the part; its sensitivity is to adding or removing one record.</param>
/// <param name="SamplingRate">q, the coin's probability, from 0 to 1.</param>
/// <exception cref="PrivacyParameterException">The rate is outside its range.</exception>
/// <exception cref="UnsupportedMechanismException">The inner mechanism is itself sampled.</exception>
public sealed record PoissonSampledMechanism(Mechanism Inner, double SamplingRate) : Mechanism
{
    /// <summary>What runs on the part.</summary>
    public Mechanism Inner { get; } = Inner.Adjacency is null
        ? Inner
        : throw new UnsupportedMechanismException(
            "Sampling of what is sampled already", "no bound for it is built in", "Multiply the sampling rates instead");

    /// <summary>The coin's probability, from 0 to 1.</summary>
    public double SamplingRate { get; } = PrivacyParameterException.Rate(SamplingRate, "sampling rate");

    /// <inheritdoc/>
    public override Adjacency? Adjacency => Mechanisms.Adjacency.AddOrRemoveOne;

    /// <inheritdoc/>
    public override double PureEpsilon => SamplingRate switch
    {
        0 => 0,
        1 => Inner.PureEpsilon,
        _ => double.IsInfinity(Inner.PureEpsilon) ? Inner.PureEpsilon : SampledLoss.Mix(Inner.PureEpsilon, SamplingRate),
    };

    internal override DominatingPair? Pair => SamplingRate switch
    {
        0 => new([new(0, 0)], null),
        1 => Inner.Pair,
        _ => Inner.Pair?.Sampled(SamplingRate),
    };

    private protected override double Divergence(double order) => SamplingRate switch
    {
        0 => 0,
        1 => Inner.Rdp(order),
        _ => Math.Min(Inner.Rdp(order), SampledDivergence(order)),
    };

    private double SampledDivergence(double order)
    {
        if (!Inner.HasLossDistribution)
        {
            return double.IsInteger(order) ? ZhuWangBound.Divergence(Inner, SamplingRate, (int)order) : double.PositiveInfinity;
        }

        return double.IsInteger(order)
            ? MixtureDivergence.AtWholeOrder(Inner, SamplingRate, (int)order)
            : MixtureDivergence.AtAnyOrder(Pair!, order);
    }
}
