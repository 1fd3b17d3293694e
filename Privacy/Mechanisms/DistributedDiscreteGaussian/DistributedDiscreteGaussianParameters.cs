namespace Tapestry.Privacy.Mechanisms.DistributedDiscreteGaussian;

/// <summary>What every site needs to know to take part in a sum under distributed discrete normal noise.</summary>
public sealed record DistributedDiscreteGaussianParameters
{
    /// <summary>Width of a whole-number step, in the vector's own unit.</summary>
    public required double Granularity { get; init; }

    /// <summary>Parameter of a site's noise, in the vector's own unit.</summary>
    public required double LocalDeviation { get; init; }

    /// <summary>What one round releases; its numbers are in whole-number units.</summary>
    public required DistributedDiscreteGaussianMechanism Mechanism { get; init; }

    /// <summary>Epsilon of the whole run, at most the one asked for.</summary>
    public required double Epsilon { get; init; }
}
