namespace Tapestry.Grains.Interfaces.Runs;

/// <summary>How a site takes its inner steps: AdamW (Loshchilov and Hutter, 2019) over clipped gradients.</summary>
public sealed record InnerOptimizerSettings
{
    /// <summary>Decay rate of the first moment, from 0 to below 1.</summary>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>Decay rate of the second moment, from 0 to below 1.</summary>
    public float Beta2 { get; init; } = 0.95f;

    /// <summary>
    /// Epsilon in units of a tensor's root mean square, 0 or more. At 0 a coordinate whose gradient is all but nothing is
    /// pushed as far as any other, which drowns what other sites have to say of it.
    /// </summary>
    public float RelativeEpsilon { get; init; }

    /// <summary>Decoupled weight decay, 0 or more.</summary>
    public float WeightDecay { get; init; } = 0.1f;

    /// <summary>Largest global L2 norm of a gradient; a longer one is scaled to it. Above 0.</summary>
    public float MaxGradientNorm { get; init; } = 1;
}
